//! Which build of a function is called: compiled for AVX-512, for AVX2, or for the plain instruction set of the target.
//! Without fused multiply-add all have the same bits.

/// Returns what the widest of the builds of a function gives that this machine can run: AVX-512, where there is such a
/// build, AVX2, plain. The builds are functions by their path, and the arguments names: nothing of the caller's is
/// evaluated where calls are unsafe.
macro_rules! widest_build {
    (avx512: $avx512:path, avx2: $avx2:path, plain: $plain:path, ($($argument:ident),*)) => {{
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl") {
                // SAFETY: the features were detected on this machine.
                #[allow(unsafe_code)]
                return unsafe { $avx512($($argument),*) };
            }
        }
        $crate::scalar::widest_build!(avx2: $avx2, plain: $plain, ($($argument),*))
    }};
    (avx2: $avx2:path, plain: $plain:path, ($($argument:ident),*)) => {{
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the feature was detected on this machine.
            #[allow(unsafe_code)]
            return unsafe { $avx2($($argument),*) };
        }
        $plain($($argument),*)
    }};
}
pub(crate) use widest_build;
