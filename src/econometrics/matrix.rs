//! Matrices at the border: `ndarray` outside, `nalgebra` inside, which has the decompositions. Every value is copied
//! as it is.

use nalgebra::DMatrix;
use ndarray::{Array2, ArrayView2};

/// A caller's matrix, to calculate with.
pub(super) fn inward(matrix: ArrayView2<'_, f64>) -> DMatrix<f64> {
    DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)])
}

/// A result, to hand out.
pub(super) fn outward(matrix: &DMatrix<f64>) -> Array2<f64> {
    Array2::from_shape_fn(matrix.shape(), |at| matrix[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{array, s};

    #[test]
    fn rows_stay_rows_there_and_back() {
        let outside = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        let inside = inward(outside.view());
        assert_eq!(inside, DMatrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
        assert_eq!(outward(&inside), outside);
        // A view need not lie row by row in memory, nor hold anything.
        assert_eq!(outward(&inward(outside.t())), outside.t());
        assert_eq!(inward(outside.slice(s![.., 1..;2])), DMatrix::from_row_slice(2, 1, &[2.0, 5.0]));
        assert_eq!(outward(&inward(outside.slice(s![..0, ..]))).dim(), (0, 3));
    }
}
