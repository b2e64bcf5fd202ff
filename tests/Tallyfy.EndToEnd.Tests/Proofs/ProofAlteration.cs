using System.Text;
using System.Text.Json.Nodes;

namespace Tallyfy.EndToEnd.Tests.Proofs;

/// <summary>What somebody may do to a proof: with its bytes, and with what they mean.</summary>
internal static class ProofAlteration
{
    private const string Space = "a space more";
    private const string NoPerson = "the person left out";
    private const string FewerEntries = "an entry left out";
    private const string Nothing = "a null in place of nothing";
    private const string NoChange = "nothing that it has";

    private static readonly string[] Unneeded = ["person", "earlier"];

    /// <summary>What is left says less, or the same, and is as true as before.</summary>
    public static readonly IReadOnlySet<string> Harmless =
        new HashSet<string> { Space, NoPerson, FewerEntries, Nothing, NoChange };

    public static (byte[] Json, string What) Alter(byte[] json, Random random)
    {
        if (random.Next(4) == 0)
            return AlterBytes(json, random);

        var proof = JsonNode.Parse(json)!.AsObject();
        var what = AlterMeaning(proof, random);
        return (Encoding.UTF8.GetBytes(Spell(proof.ToJsonString(), random, ref what)), what);
    }

    private static (byte[] Json, string What) AlterBytes(byte[] json, Random random)
    {
        byte[] copy = [.. json];
        var place = random.Next(copy.Length);

        switch (random.Next(4))
        {
            case 0:
                copy[place] ^= (byte)(1 << random.Next(8));
                return (
                    copy,
                    IsWithin(json, place) ? Space
                    : Unneeded.Any(name => IsOfName(json, place, name)) ? NoPerson
                    : $"bit of byte {place}");

            case 1:
                return (copy[..place], $"cut at byte {place}");

            case 2:
                return ([.. copy, (byte)' ', .. random.Next(2) == 0 ? "x"u8.ToArray() : []], Space);

            default:
                return ([0xEF, 0xBB, 0xBF, .. copy], "a byte order mark");
        }
    }

    // Under another name it is nothing that anybody reads: as if it were left out.
    private static bool IsOfName(byte[] json, int place, string name)
    {
        var from = Math.Max(0, place - name.Length + 1);
        return json.AsSpan(from, Math.Min(json.Length, place + name.Length) - from)
            .IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;
    }

    // A changed blank may still be a blank.
    private static bool IsWithin(byte[] json, int place) => json[place] is (byte)' ' or (byte)'\n';

    private static string AlterMeaning(JsonObject proof, Random random)
    {
        var entries = proof["entries"]!.AsArray();
        var entry = entries[random.Next(entries.Count)]!.AsObject();
        var head = proof["head"]!.AsObject();
        var earlier = proof["earlier"] as JsonObject;

        return random.Next(14) switch
        {
            0 => EditText(entry, "text", random),
            1 => EditText(entry, "mac", random),
            2 => EditText(head, ((string[])["organization", "root", "key", "signature"])[random.Next(4)], random),
            3 => EditNumber(head, random.Next(2) == 0 ? "size" : "sealed_at", random),
            4 => EditNumber(entry, "place", random),
            5 => EditPath(entry["path"]!.AsArray(), random),
            6 => EditPerson(entry, random),
            7 => earlier is null ? NoChange : EditPath(earlier["path"]!.AsArray(), random),
            8 => earlier is null ? NoChange : EditNumber(earlier, "size", random),
            9 => earlier is null ? NoChange : EditText(earlier, "root", random),
            10 => Drop(proof, entries, random),
            11 => Add(proof, head, entry, random),
            12 => EditText(proof, "form", random),
            _ => Replace(proof, head, entry, random),
        };
    }

    private static string EditText(JsonObject owner, string name, Random random)
    {
        var text = (string)owner[name]!;
        var place = random.Next(text.Length);
        owner[name] = random.Next(4) switch
        {
            0 => text[..place] + text[(place + 1)..],
            1 => text + "x",
            2 => Upper(text),
            _ => $"{text[..place]}{(char)(text[place] ^ 1)}{text[(place + 1)..]}",
        };
        return $"{name} edited to {owner[name]}";
    }

    private static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        return string.Equals(upper, text, StringComparison.Ordinal) ? $"{text} " : upper;
    }

    private static string EditNumber(JsonObject owner, string name, Random random)
    {
        var number = (long)owner[name]!;
        long[] others = [number + 1, number - 1, 0, -1, number * 2, long.MaxValue, long.MinValue, number << 32];
        owner[name] = others[random.Next(others.Length)];
        return (long)owner[name]! == number ? NoChange : $"{name} {number} made {owner[name]}";
    }

    private static string EditPath(JsonArray path, Random random)
    {
        if (path.Count == 0)
        {
            path.Add(new string('0', 64));
            return "a path out of nothing";
        }

        var place = random.Next(path.Count);

        switch (random.Next(5))
        {
            case 0:
                path.RemoveAt(place);
                return "a hash left out of a path";

            case 1:
                path.Insert(place, (string)path[place]!);
                return "a hash twice in a path";

            case 2:
                path[place] = ((string)path[place]!)[..^2];
                return "a hash that is too short";

            case 3:
                path[place] = null;
                return "a hash that is null";

            default:
                path[place] = new string('f', 64);
                return "another hash in a path";
        }
    }

    private static string EditPerson(JsonObject entry, Random random)
    {
        if (entry["person"] is not JsonObject person)
        {
            entry["person"] = new JsonObject { ["salt"] = "s", ["object_id"] = "o", ["tallyfy_user_id"] = 1 };
            return "a person out of nothing";
        }

        switch (random.Next(4))
        {
            case 0:
                entry.Remove("person");
                return NoPerson;

            case 1:
                return EditNumber(person, "tallyfy_user_id", random);

            case 2:
                return EditText(person, "salt", random);

            default:
                return EditText(person, "object_id", random);
        }
    }

    private static string Drop(JsonObject proof, JsonArray entries, Random random)
    {
        switch (random.Next(3))
        {
            case 0 when entries.Count > 1:
                entries.RemoveAt(0);
                return FewerEntries;

            case 1:
                entries.Clear();
                return "no entry";

            default:
                var owner = random.Next(2) == 0 ? proof : proof["head"]!.AsObject();
                var names = owner.Select(member => member.Key).Where(key => key != "earlier");
                var name = names.ElementAt(random.Next(3));
                owner.Remove(name);
                return $"{name} left out";
        }
    }

    private static string Add(JsonObject proof, JsonObject head, JsonObject entry, Random random)
    {
        var owner = ((JsonObject[])[proof, head, entry])[random.Next(3)];

        if (random.Next(3) == 0 && proof["earlier"] is null)
        {
            proof["earlier"] = null;
            return Nothing;
        }

        owner["note"] = "more";
        return "a member more";
    }

    private static string Replace(JsonObject proof, JsonObject head, JsonObject entry, Random random)
    {
        var owner = ((JsonObject[])[proof, head, entry])[random.Next(3)];
        var names = owner.Select(member => member.Key).Where(key => key is not ("earlier" or "person")).ToList();
        var name = names[random.Next(names.Count)];
        JsonNode?[] others = [null, "text", 1, 1.5, true, new JsonArray(), new JsonObject()];
        owner[name] = others[random.Next(others.Length)];
        return $"{name} made {owner[name]?.ToJsonString() ?? "null"}";
    }

    // The same values, written otherwise.
    private static string Spell(string json, Random random, ref string what)
    {
        switch (random.Next(12))
        {
            case 0:
                what = "a number with a point";
                return json.Replace("\"sealed_at\":1", "\"sealed_at\":1.0", StringComparison.Ordinal);

            case 1:
                what = "a member twice";
                return json.Replace("\"form\":", "\"form\":\"x\",\"form\":", StringComparison.Ordinal);

            case 2:
                what = "a comment";
                return json.Replace("\"form\":", "/* */\"form\":", StringComparison.Ordinal);

            case 3:
                what = "a comma at the end";
                return json.Replace("}]", "},]", StringComparison.Ordinal);

            default:
                return json;
        }
    }
}
