using System.Text.Json;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Tasks;

/// <summary>Figures of progress; one kind is documented nowhere, so what is not understood is not said.</summary>
internal sealed class ProgressConverter : ReadingConverter<TallyfyProgress>
{
    protected override TallyfyProgress Read(JsonElement element, JsonSerializerOptions options)
    {
        var progress = element.Unwrap();
        return progress.ValueKind == JsonValueKind.Object
            ? new TallyfyProgress
            {
                Completed = Figure(progress, "completed") ?? Figure(progress, "complete"),
                Total = Figure(progress, "total"),
                Percent = Figure(progress, "percent"),
                Approved = Figure(progress, "approved"),
                Rejected = Figure(progress, "rejected"),
            }
            : new TallyfyProgress { Percent = Whole(progress) };
    }

    private static int? Figure(JsonElement progress, string name) =>
        progress.TryGetProperty(name, out var figure) ? Whole(figure) : null;

    private static int? Whole(JsonElement figure) => figure.ValueKind == JsonValueKind.Number
        && figure.TryGetDouble(out var number)
        && number is >= 0 and <= int.MaxValue
            ? (int)number
            : figure.Number() is >= 0 and <= int.MaxValue and var whole ? (int)whole : null;
}
