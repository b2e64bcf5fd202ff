using System.Text.Json;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Bodies;

/// <summary>Reads the fields of a body one by one and collects what is wrong with them.</summary>
internal sealed class BodyFields(JsonElement body, SandboxOptions options)
{
    private readonly Dictionary<string, string[]> mistakes = [];

    public BodyFields(ApiCall call)
        : this(call.Body ?? default, call.Options)
    {
    }

    public Refusal? Mistake => mistakes.Count > 0 ? new Refusal.InvalidFields(mistakes) : null;

    public void Refuse(string name, string message) => mistakes.TryAdd(name, [message]);

    public JsonElement? Find(string name) =>
        FieldAnswer.Part(body, name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    public void Require(params IReadOnlyList<string> names)
    {
        foreach (var name in names.Where(IsMissing))
            Refuse(name, $"The {Spoken(name)} field is required.");
    }

    public string? Text(string name, int max = int.MaxValue)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            Refuse(name, $"The {Spoken(name)} must be a string.");
        else if (value.GetString()?.Length > max)
            Refuse(name, $"The {Spoken(name)} may not be greater than {max} characters.");
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    public string? Choice(string name, IReadOnlyList<string> choices)
    {
        var text = Text(name);
        if (text is not null && !choices.Contains(text))
            Refuse(name, $"The selected {Spoken(name)} is invalid.");
        return text;
    }

    public bool? Flag(string name) => Read(name, BodyNumber.ReadFlag, "must be true or false");

    public int? Number(string name) => Read(name, BodyNumber.Read, "must be an integer");

    public DateTimeOffset? Date(string name) => Read(
        name,
        value => value.ValueKind == JsonValueKind.String ? RequestDate.Read(value.GetString(), options) : null,
        "is not a valid date");

    public IReadOnlyList<string> Texts(string name) => Items(name, value =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    public IReadOnlyList<int> Numbers(string name) => [.. Items(name, value => BodyNumber.Read(value)).OfType<int>()];

    public IReadOnlyList<BodyFields> Objects(string name) => Items(name, value =>
        value.ValueKind == JsonValueKind.Object ? new BodyFields(value, options) : null);

    /// <summary>An object by key; the empty list of PHP is an empty object.</summary>
    public IReadOnlyDictionary<string, JsonElement> Map(string name)
    {
        if (Find(name) is not { } value || value is { ValueKind: JsonValueKind.Array } && value.GetArrayLength() == 0)
            return new Dictionary<string, JsonElement>();
        if (value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject()
                .GroupBy(part => part.Name)
                .ToDictionary(part => part.Key, part => part.Last().Value);

        Refuse(name, $"The {Spoken(name)} must be an array.");
        return new Dictionary<string, JsonElement>();
    }

    /// <summary>The three buckets; one that was not sent is empty.</summary>
    public Owners? Owners(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(name, $"The {Spoken(name)} must be an array.");
            return null;
        }

        var buckets = new BodyFields(value, options);
        var owners = new Owners
        {
            Users = [.. buckets.Numbers("users").Distinct()],
            Guests = [.. buckets.Texts("guests").Distinct(StringComparer.OrdinalIgnoreCase)],
            Groups = [.. buckets.Texts("groups").Distinct()],
        };
        foreach (var (bucket, message) in buckets.mistakes)
            Refuse($"{name}.{bucket}", message[0]);
        return owners;
    }

    public BodyFields Inside(JsonElement value) => new(value, options);

    private static string Spoken(string name) => name.Replace('_', ' ');

    private bool IsMissing(string name) => Find(name) is not { } value
        || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));

    private T? Read<T>(string name, Func<JsonElement, T?> read, string message)
        where T : struct
    {
        if (Find(name) is not { } value)
            return null;

        var found = read(value);
        if (found is null)
            Refuse(name, $"The {Spoken(name)} {message}.");
        return found;
    }

    private List<T> Items<T>(string name, Func<JsonElement, T?> read)
    {
        var items = new List<T>();
        if (Find(name) is not { } value)
            return items;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, $"The {Spoken(name)} must be an array.");
            return items;
        }

        foreach (var item in value.EnumerateArray())
        {
            if (read(item) is { } found)
                items.Add(found);
            else
                Refuse(name, $"The {Spoken(name)} is invalid.");
        }

        return items;
    }
}
