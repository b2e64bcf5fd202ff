using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Client.People;

namespace Tallyfy.Client.Forms;

/// <summary>Writes answers bare: wrapped, Tallyfy refuses most and keeps the wrapper of the rest.</summary>
internal sealed class FieldValueConverter : JsonConverter<FieldValue>
{
    public override FieldValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are read as they come, see TallyfyFormField.Value.");

    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case FieldValue.Text(var text):
                writer.WriteStringValue(text);
                break;
            case FieldValue.Date(var date):
                writer.WriteStringValue(date.UtcDateTime);
                break;
            case FieldValue.Radio(var option):
                writer.WriteStringValue(option);
                break;
            case FieldValue.Dropdown(var option):
                WriteOption(writer, option, null);
                break;
            case FieldValue.MultiSelect(var choices):
                WriteList(writer, choices, choice => WriteOption(writer, choice.Option, choice.IsSelected));
                break;
            case FieldValue.Table(var cells):
                WriteList(writer, cells, cell => WriteCell(writer, cell));
                break;
            case FieldValue.People(var owners):
                JsonSerializer.Serialize(writer, owners, TypeInfo<TallyfyOwners>(options));
                break;
            case FieldValue.Files(var files):
                WriteList(
                    writer, files, file => JsonSerializer.Serialize(writer, file, TypeInfo<TallyfyFile>(options)));
                break;
            case FieldValue.Cleared:
                writer.WriteNullValue();
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerOptions options) =>
        (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    private static void WriteList<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            write(item);
        writer.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter writer, TableCell cell)
    {
        switch (cell)
        {
            case TableCell.Text(var text):
                writer.WriteStringValue(text);
                break;
            case TableCell.Number(var number):
                writer.WriteNumberValue(number);
                break;
            case TableCell.Rows(var rows):
                WriteList(writer, rows, writer.WriteStringValue);
                break;
            case TableCell.Other(var value):
                value.WriteTo(writer);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteOption(Utf8JsonWriter writer, TallyfyFieldOption option, bool? isSelected)
    {
        writer.WriteStartObject();
        if (option.Id is { } id)
            writer.WriteNumber("id", id);
        writer.WriteString("text", option.Text);
        writer.WritePropertyName("value");
        if (option.Value is { } value)
            value.WriteTo(writer);
        else
            writer.WriteNullValue();
        // Without "selected" a choice is kept and never shown.
        if (isSelected is { } selected)
        {
            if (option.Required is { } required)
                writer.WriteBoolean("required", required);
            writer.WriteBoolean("selected", selected);
        }

        writer.WriteEndObject();
    }
}
