//! The list of structures as one table: what has a name in it is a [`super::StructureName`], has a weight, and runs as
//! that name. The name is itself a structure: which one it is is decided once a year for a whole group of draws, so that
//! the equations of a year are compiled once for all structures.

/// Declares the structures of the crate from rows `Type = "name", weight w;`.
macro_rules! structures {
    ($($(#[doc = $doc:literal])+ $structure:ident = $name:literal, weight $weight:literal;)*) => {
        $crate::names::named! {
            /// How stocks of knowledge turn into productivity.
            StructureName {
                $($(#[doc = $doc])+ $structure = $name,)*
            }
        }

        /// The structures of this version, with their weights in a mixture (assumption, until backtests speak).
        pub const STRUCTURES: &[(StructureName, f64)] = &[$((StructureName::$structure, $weight)),*];

        /// The state of the structure of a name.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs, reason = "one variant a structure")]
        pub enum NamedState<S: $crate::scalar::Scalar> {
            $($structure(<$structure as Structure>::State<S>),)*
        }

        impl<S: $crate::scalar::Scalar> NamedState<S> {
            /// Whether it is the state of the structure of this name.
            fn is_of(&self, name: StructureName) -> bool {
                match self { $(Self::$structure(_) => name == StructureName::$structure),* }
            }
        }

        impl Structure for StructureName {
            type State<S: $crate::scalar::Scalar> = NamedState<S>;

            fn name(&self) -> &'static str {
                match self { $(Self::$structure => $name),* }
            }

            fn parameters(&self) -> &'static [$crate::parameters::ParameterId] {
                match self { $(Self::$structure => $structure.parameters()),* }
            }

            fn channels(&self) -> &'static [Channel] {
                match self { $(Self::$structure => $structure.channels()),* }
            }

            fn foreign_channel(&self) -> Option<Channel> {
                match self { $(Self::$structure => $structure.foreign_channel()),* }
            }

            fn has_internal_rate(&self) -> bool {
                match self { $(Self::$structure => $structure.has_internal_rate()),* }
            }

            fn past(&self) -> Option<Past> {
                match self { $(Self::$structure => $structure.past()),* }
            }

            #[inline(always)]
            fn start<S: $crate::scalar::Scalar>(
                &self,
                p: &$crate::parameters::ParameterValues<S>,
                stock_ratio: ByStock<S>,
            ) -> NamedState<S> {
                match self { $(Self::$structure => NamedState::$structure($structure.start(p, stock_ratio))),* }
            }

            #[inline(always)]
            fn stability<S: $crate::scalar::Scalar>(
                &self,
                p: &$crate::parameters::ParameterValues<S>,
            ) -> S {
                match self { $(Self::$structure => $structure.stability(p)),* }
            }

            #[inline(always)]
            fn effect<S: $crate::scalar::Scalar>(
                &self,
                p: &$crate::parameters::ParameterValues<S>,
                state: &mut NamedState<S>,
                year: &Knowledge<S>,
            ) -> Contributions<S> {
                debug_assert!(state.is_of(*self), "the state of another structure than {self}");
                match state { $(NamedState::$structure(state) => $structure.effect(p, state, year)),* }
            }

            #[inline(always)]
            fn gross_returns<S: $crate::scalar::Scalar>(
                &self,
                p: &$crate::parameters::ParameterValues<S>,
                stock_ratio: ByStock<S>,
            ) -> Option<ByStock<S>> {
                match self { $(Self::$structure => $structure.gross_returns(p, stock_ratio)),* }
            }

            #[inline(always)]
            fn feedback<S: $crate::scalar::Scalar>(
                &self,
                p: &$crate::parameters::ParameterValues<S>,
                stock_ratio: ByStock<S>,
                under_target: bool,
            ) -> S {
                match self { $(Self::$structure => $structure.feedback(p, stock_ratio, under_target)),* }
            }

            #[inline(always)]
            fn start_of_past<S: $crate::scalar::Scalar>(
                &self,
                p: &$crate::parameters::ParameterValues<S>,
                first: &Knowledge<S>,
            ) -> NamedState<S> {
                match self { $(Self::$structure => NamedState::$structure($structure.start_of_past(p, first))),* }
            }

            #[inline(always)]
            fn growth_of_past<S: $crate::scalar::Scalar>(
                &self,
                p: &$crate::parameters::ParameterValues<S>,
                state: &mut NamedState<S>,
                year: &Knowledge<S>,
            ) -> S {
                match state { $(NamedState::$structure(state) => $structure.growth_of_past(p, state, year)),* }
            }
        }
    };
}
pub(crate) use structures;
