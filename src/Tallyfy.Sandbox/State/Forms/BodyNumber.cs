using System.Globalization;
using System.Text.Json;

namespace Tallyfy.Sandbox.State.Forms;

/// <summary>What the framework behind Tallyfy takes for a number or a boolean in a body.</summary>
internal static class BodyNumber
{
    public static int? Read(JsonElement field) => field switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { ValueKind: JsonValueKind.String } value when int.TryParse(
            value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>true, false, 1, 0, "1" and "0".</summary>
    public static bool? ReadFlag(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Read(field) switch
        {
            1 => true,
            0 => false,
            _ => null,
        },
    };
}
