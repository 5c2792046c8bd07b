//! Draws as a Parquet file, written as they are made: the columns and rows of the CSV, a row group for each structure
//! of a batch of draws. Values are stored plainly, without compression.

use kennis::data::InputFile;
use kennis::formats::{
    DRAW_KEYS, DrawsError, certain_baselines, draws_column_name, draws_columns, each_batch_of_draws,
};
use kennis::request::Run;
use kennis::{Kind, OneStructure, Variable};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::{self, Write};
use std::sync::Arc;

/// Writes the draws of a run; memory does not grow with their number.
pub(crate) fn write_draws_parquet(
    run: &Run,
    variables: &[Variable],
    out: &mut (dyn Write + Send),
) -> Result<(), DrawsError> {
    let columns = draws_columns(run, variables);
    let of_variables =
        columns.iter().map(|(variable, kind)| (draws_column_name(*variable, *kind), Physical::DOUBLE));
    let fields = DRAW_KEYS.map(str::to_owned).into_iter().zip(KEY_TYPES).chain(of_variables);
    let mut file =
        SerializedFileWriter::new(out, schema("draws", fields).map_err(io_error)?, properties(run))
            .map_err(io_error)?;
    let years: Vec<i32> = run.ensemble.years().iter().collect();
    each_batch_of_draws(run, variables, |one, draw_weight| {
        let mut group = file.next_row_group().map_err(io_error)?;
        write_keys(&mut group, one, draw_weight, &years).map_err(io_error)?;
        for (variable, kind) in &columns {
            let values = one.values(*variable, *kind);
            // By draw, then year, as the rows go.
            let by_draw: Vec<f64> =
                values.iter().flat_map(|values| values.t().iter().copied().collect::<Vec<_>>()).collect();
            write_column::<DoubleType>(&mut group, &by_draw).map_err(io_error)?;
        }
        group.close().map_err(io_error)?;
        Ok(())
    })?;
    file.close().map_err(io_error)?;
    Ok(())
}

/// Writes the levels of the baseline that are the same in every draw, a row a year.
pub(crate) fn write_baseline_parquet(
    run: &Run,
    variables: &[Variable],
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let columns = certain_baselines(run, variables);
    let years: Vec<i32> = run.ensemble.years().iter().collect();
    let names =
        columns.iter().map(|(variable, _)| (draws_column_name(*variable, Kind::Baseline), Physical::DOUBLE));
    let fields = std::iter::once(("year".to_owned(), Physical::INT32)).chain(names);
    let write = || {
        let mut file = SerializedFileWriter::new(out, schema("baseline", fields)?, properties(run))?;
        let mut group = file.next_row_group()?;
        write_column::<Int32Type>(&mut group, &years)?;
        for (_, levels) in &columns {
            write_column::<DoubleType>(&mut group, levels)?;
        }
        group.close()?;
        file.close()
    };
    write().map(|_| ()).map_err(io_error)
}

/// The types of [`DRAW_KEYS`].
const KEY_TYPES: [Physical; DRAW_KEYS.len()] =
    [Physical::BYTE_ARRAY, Physical::DOUBLE, Physical::INT64, Physical::DOUBLE, Physical::INT32];

/// How a file is written, with what repeats the draws.
fn properties(run: &Run) -> Arc<WriterProperties> {
    let repeated = ["structure", "structure_weight", "draw_weight"];
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_created_by(format!("kennis {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(record(run)));
    let properties = repeated
        .into_iter()
        .fold(properties, |built, name| built.set_column_dictionary_enabled(name.into(), true));
    Arc::new(properties.build())
}

/// What repeats the draws.
fn record(run: &Run) -> Vec<KeyValue> {
    let Run { experiment, settings, .. } = run;
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

fn schema(name: &str, columns: impl Iterator<Item = (String, Physical)>) -> Result<TypePtr, ParquetError> {
    let field = |(name, physical): (String, Physical)| {
        let logical = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
        let column = Type::primitive_type_builder(&name, physical).with_repetition(Repetition::REQUIRED);
        column.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = columns.map(field).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder(name).with_fields(fields).build()?))
}

/// What says which draw each row is of, in the order of [`DRAW_KEYS`].
fn write_keys<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    one: OneStructure<'_>,
    draw_weight: f64,
    years: &[i32],
) -> Result<(), ParquetError> {
    let rows = one.draw_numbers().len() * years.len();
    write_column::<ByteArrayType>(group, &vec![ByteArray::from(one.name()); rows])?;
    write_column::<DoubleType>(group, &vec![one.weight(); rows])?;
    let draws = one.draw_numbers().iter().flat_map(|draw| std::iter::repeat_n(*draw as i64, years.len()));
    write_column::<Int64Type>(group, &draws.collect::<Vec<_>>())?;
    write_column::<DoubleType>(group, &vec![draw_weight; rows])?;
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
