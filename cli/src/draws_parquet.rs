//! Draws as a Parquet file, written as they are made: the columns and rows of the CSV, a row group for each structure
//! of a batch of draws. Values are stored plainly, without compression.

use kennis::data::InputFile;
use kennis::formats::{DrawsError, draws_columns};
use kennis::{Ensemble, Experiment, OneStructure, Settings, Variable};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::{self, Write};
use std::sync::Arc;

/// Writes the draws of some variables; memory does not grow with their number.
pub(crate) fn write_draws_parquet(
    experiment: &Experiment,
    settings: &Settings,
    variables: &[Variable],
    out: &mut (dyn Write + Send),
) -> Result<(), DrawsError> {
    let columns = draws_columns(variables);
    let names: Vec<String> =
        columns.iter().map(|(variable, kind)| format!("{variable}.{}", kind.name())).collect();
    let mut settings = settings.clone();
    settings.variables = variables.to_vec();
    settings.channels = false;
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_column_dictionary_enabled("structure".into(), true)
        .set_created_by(format!("kennis {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(record(experiment, &settings)))
        .build();
    let mut file = SerializedFileWriter::new(out, schema(&names).map_err(io_error)?, Arc::new(properties))
        .map_err(io_error)?;
    Ensemble::each_batch(experiment, &settings, |batch| {
        for one in batch.structures() {
            let years: Vec<i32> = batch.years().iter().collect();
            let mut group = file.next_row_group().map_err(io_error)?;
            write_keys(&mut group, one, &years).map_err(io_error)?;
            for (variable, kind) in &columns {
                let values = one.values(*variable, *kind);
                // By draw, then year, as the rows go.
                let by_draw: Vec<f64> =
                    values.iter().flat_map(|values| values.t().iter().copied().collect::<Vec<_>>()).collect();
                write_column::<DoubleType>(&mut group, &by_draw).map_err(io_error)?;
            }
            group.close().map_err(io_error)?;
        }
        Ok::<(), DrawsError>(())
    })?;
    file.close().map_err(io_error)?;
    Ok(())
}

/// What repeats the draws.
fn record(experiment: &Experiment, settings: &Settings) -> Vec<KeyValue> {
    let inputs: Vec<String> = experiment.inputs().iter().map(InputFile::as_comment).collect();
    [
        ("kennis_version", env!("CARGO_PKG_VERSION").to_owned()),
        ("data_vintage", experiment.baseline().vintage.clone()),
        ("country", experiment.baseline().country.clone()),
        ("scenario", experiment.scenario().name.clone()),
        ("seed", settings.seed.to_string()),
        ("plan", settings.plan.name().to_owned()),
        ("draws", settings.draws.to_string()),
        ("inputs", inputs.join("; ")),
    ]
    .map(|(key, value)| KeyValue::new(key.to_owned(), value))
    .to_vec()
}

fn schema(names: &[String]) -> Result<TypePtr, ParquetError> {
    let column = |name: &str, physical, logical| {
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::REQUIRED)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let mut fields = vec![
        column("structure", Physical::BYTE_ARRAY, Some(LogicalType::String))?,
        column("draw", Physical::INT64, None)?,
        column("year", Physical::INT32, None)?,
    ];
    for name in names {
        fields.push(column(name, Physical::DOUBLE, None)?);
    }
    Ok(Arc::new(Type::group_type_builder("draws").with_fields(fields).build()?))
}

/// Structure, draw and year of each row.
fn write_keys<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    one: OneStructure<'_>,
    years: &[i32],
) -> Result<(), ParquetError> {
    let rows = one.draw_numbers().len() * years.len();
    write_column::<ByteArrayType>(group, &vec![ByteArray::from(one.name()); rows])?;
    let draws = one.draw_numbers().iter().flat_map(|draw| std::iter::repeat_n(*draw as i64, years.len()));
    write_column::<Int64Type>(group, &draws.collect::<Vec<_>>())?;
    write_column::<Int32Type>(group, &years.repeat(one.draw_numbers().len()))
}

fn write_column<T: parquet::data_type::DataType>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    values: &[T::T],
) -> Result<(), ParquetError> {
    let mut column =
        group.next_column()?.ok_or_else(|| ParquetError::General("one column too many".to_owned()))?;
    column.typed::<T>().write_batch(values, None, None)?;
    column.close()
}

fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
