using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>Collects what is wrong with the fields of a body, in the words of Tallyfy's framework.</summary>
internal sealed partial class FieldErrors(ApiCall call)
{
    public static readonly IReadOnlyList<string> Roles = ["admin", "standard", "light"];

    private const int MaxEmail = 255;

    private readonly Dictionary<string, string[]> found = [];

    public Refusal? Refusal => found.Count == 0 ? null : new Refusal.InvalidFields(found);

    public FieldErrors Text(string name, int max, bool isRequired = true) =>
        Check(name, isRequired, value => value switch
        {
            { ValueKind: not JsonValueKind.String } => $"The {Words(name)} must be a string.",
            _ when value.GetString()?.Length > max => $"The {Words(name)} may not be greater than {max} characters.",
            _ => null,
        });

    public FieldErrors Email(string name) => Check(name, true, value =>
        value.ValueKind == JsonValueKind.String && IsEmail(value.GetString() ?? "")
            ? null
            : $"The {Words(name)} must be a valid email address.");

    public FieldErrors Role(string name, bool isRequired = true) => Check(name, isRequired, value =>
        value.ValueKind == JsonValueKind.String
        && Roles.Contains(value.GetString(), StringComparer.OrdinalIgnoreCase)
            ? null
            : $"The selected {Words(name)} is invalid.");

    public FieldErrors Timezone(string name) => Check(name, false, value =>
        value.ValueKind == JsonValueKind.String && ZoneName().IsMatch(value.GetString() ?? "")
        && TimeZoneInfo.TryFindSystemTimeZoneById(value.GetString() ?? "", out _)
            ? null
            : $"The {Words(name)} must be a valid zone.");

    public FieldErrors Members(string name) => CheckList(name, item =>
        BodyNumber.Read(item) is { } id && call.State.People.Find(id) is not null);

    public FieldErrors Emails(string name) => CheckList(name, item =>
        item.ValueKind == JsonValueKind.String && IsEmail(item.GetString() ?? ""));

    public FieldErrors Add(string name, string message)
    {
        found.TryAdd(name, [message]);
        return this;
    }

    public static bool IsEmail(string text) =>
        text.Length <= MaxEmail && MailAddress.TryCreate(text, out var address) && address.Address == text
        && !text.Any(char.IsControl);

    private FieldErrors CheckList(string name, Func<JsonElement, bool> isValid) => Check(name, false, value =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(isValid)
            ? null
            : $"The selected {Words(name)} is invalid.");

    private FieldErrors Check(string name, bool isRequired, Func<JsonElement, string?> mistake)
    {
        var isMissing = call.Field(name) is not { } value
            || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));
        if (isMissing)
            return isRequired ? Add(name, $"The {Words(name)} field is required.") : this;

        return mistake(call.Field(name) ?? default) is { } message ? Add(name, message) : this;
    }

    private static string Words(string name) => name.Replace('_', ' ');

    /// <summary>Names of zones only: the lookup below reads a file of that name.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$")]
    private static partial Regex ZoneName();
}
