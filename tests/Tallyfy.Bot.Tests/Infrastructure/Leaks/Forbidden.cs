using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Tests.Infrastructure.Leaks;

/// <summary>What must not be seen of one story, however it is spelled. It grows as the story is told.</summary>
internal sealed class Forbidden
{
    /// <summary>Shorter texts are in sentences of our own.</summary>
    private const int ShortestText = 8;

    private const int ShortestName = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LeakKind> texts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LeakKind> names = new(StringComparer.Ordinal);
    private Search? search;

    public IReadOnlyList<(string Text, LeakKind Kind)> All
    {
        get
        {
            lock (gate)
                return [.. texts.Concat(names).Select(one => (one.Key, one.Value))];
        }
    }

    /// <summary>A person: the whole name, its parts as people write them, and the address.</summary>
    public void AddPerson(string name, string email)
    {
        Add(LeakKind.Address, email);

        foreach (var part in name.Split(' ').Append(name).Where(part => part.Length >= ShortestName))
        {
            Keep(names, LeakKind.Name, part);
            Keep(names, LeakKind.Name, JsonEncodedText.Encode(part).ToString());
        }
    }

    public void Add(LeakKind kind, string? text)
    {
        // Digits alone are in ids.
        if (text?.Trim() is not { Length: >= ShortestText } whole || !whole.Any(char.IsLetter))
            return;

        Keep(texts, kind, whole);
        Keep(texts, kind, Uri.EscapeDataString(whole));
        Keep(texts, kind, JsonEncodedText.Encode(whole).ToString());
    }

    /// <summary>A setting, if it is one that nobody may see.</summary>
    public void AddSetting(string key, string? value)
    {
        if (KindOf(key) is { } kind)
            Add(kind, value);
    }

    /// <summary>What people wrote into a request, by the names of its members.</summary>
    public void AddWritten(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (KindOfMember(name) is { } kind
                        && value is JsonValue text
                        && text.TryGetValue<string>(out var words))
                        Add(kind, words);
                    else
                        AddWritten(value);
                }

                break;

            case JsonArray items:
                foreach (var item in items)
                    AddWritten(item);

                break;
        }
    }

    /// <summary>What of it is in this text.</summary>
    public IReadOnlyList<LeakKind> FindIn(string text)
    {
        var all = Volatile.Read(ref search) ?? Prepare();

        return all.IsIn(text)
            ? [.. all.Texts.Where(one => text.Contains(one.Key, StringComparison.OrdinalIgnoreCase))
                .Concat(all.Names.Where(one => IsNamed(text, one.Key)))
                .Select(one => one.Value).Distinct()]
            : [];
    }

    // As written, and as a word: ids and signatures are random, and a long one spells a short name now and then.
    private static bool IsNamed(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var after = at + name.Length;

            if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
                && (after == text.Length || !char.IsAsciiLetterOrDigit(text[after])))
                return true;
        }

        return false;
    }

    private void Keep(Dictionary<string, LeakKind> where, LeakKind kind, string text)
    {
        lock (gate)
        {
            if (where.TryAdd(text, kind))
                search = null;
        }
    }

    private Search Prepare()
    {
        lock (gate)
            return search = new Search(new(texts), new(names));
    }

    private static LeakKind? KindOf(string key) => key switch
    {
        _ when key.EndsWith("AccessToken", StringComparison.Ordinal) => LeakKind.AccessToken,
        _ when key.EndsWith("ClientSecret", StringComparison.Ordinal) => LeakKind.ClientSecret,
        _ when key.EndsWith("MicrosoftAppPassword", StringComparison.Ordinal) => LeakKind.ClientSecret,
        _ when key.Contains("WebhookSecret", StringComparison.Ordinal) => LeakKind.WebhookSecret,
        _ when key.StartsWith("Trail:", StringComparison.Ordinal) => LeakKind.TrailKey,
        _ when key.EndsWith("ServiceUser", StringComparison.Ordinal) => LeakKind.Address,
        _ => null,
    };

    private static LeakKind? KindOfMember(string name) => name switch
    {
        "title" => LeakKind.Title,
        "description" => LeakKind.Description,
        "content" or "message" => LeakKind.Words,
        "text" or "reason" => LeakKind.Typed,
        "access_token" or "refresh_token" => LeakKind.MintedToken,
        _ => null,
    };

    private sealed class Search(Dictionary<string, LeakKind> texts, Dictionary<string, LeakKind> names)
    {
        private readonly SearchValues<string> anyText =
            SearchValues.Create([.. texts.Keys], StringComparison.OrdinalIgnoreCase);
        private readonly SearchValues<string> anyName = SearchValues.Create([.. names.Keys], StringComparison.Ordinal);

        public Dictionary<string, LeakKind> Texts => texts;

        public Dictionary<string, LeakKind> Names => names;

        public bool IsIn(string text) => text.AsSpan().ContainsAny(anyText) || text.AsSpan().ContainsAny(anyName);
    }
}
