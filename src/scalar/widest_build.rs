//! Which build of a function is called: compiled for AVX-512, for AVX2, or for the plain instruction set of the target.
//! Without fused multiply-add all have the same bits.

/// Returns what the widest of the builds of a function gives that this machine can run: AVX-512, where there is such a
/// build, AVX2, plain.
macro_rules! widest_build {
    ($avx512:expr, $avx2:expr, $plain:expr) => {{
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl") {
                // SAFETY: the features were detected on this machine.
                #[allow(unsafe_code)]
                return unsafe { $avx512 };
            }
        }
        $crate::scalar::widest_build!($avx2, $plain)
    }};
    ($avx2:expr, $plain:expr) => {{
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the feature was detected on this machine.
            #[allow(unsafe_code)]
            return unsafe { $avx2 };
        }
        $plain
    }};
}
pub(crate) use widest_build;
