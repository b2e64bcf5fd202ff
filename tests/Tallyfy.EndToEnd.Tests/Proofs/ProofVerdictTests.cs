using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Trail;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Proofs;

/// <summary>
/// The checker that we hand to others, in another language and of its own lines, says of altered proofs what ours says.
/// </summary>
public sealed class ProofVerdictTests
{
    private const int Seed = 14;
    private const int Altered = 1_000;

    [Fact]
    public async Task Both_checkers_say_the_same_of_a_thousand_altered_proofs()
    {
        var random = new Random(Seed);
        var proofs = Enumerable.Range(0, 40).Select(_ => ProofSample.Draw(random)).ToList();
        List<(byte[] Json, TrailMark? Seen, string What)> cases =
        [
            .. proofs.Select(proof => (proof.Json, proof.Seen, "untouched")),
            .. Enumerable.Range(0, Altered).Select(number =>
            {
                var proof = proofs[number % proofs.Count];
                var (json, what) = ProofAlteration.Alter(proof.Json, random);
                return (json, proof.Seen, what);
            }),
        ];

        var ours = cases.Select(one => CheckProof.FindFault(one.Json, ProofSample.PublicKeys, one.Seen)).ToList();
        var theirs = await JudgeAsync(cases);

        Assert.Equal(cases.Count, theirs.Count);
        Assert.All(ours.Take(proofs.Count), Assert.Null);
        var differing = cases
            .Select((one, number) => (one.What, Ours: ours[number], Theirs: theirs[number]))
            .Where(one => one.Ours is null != one.Theirs is null)
            .Select(one => $"{one.What}: {one.Ours ?? "PROVEN"} / {one.Theirs ?? "PROVEN"}");
        Assert.Empty(differing);
        var stillProven = cases.Zip(ours).Skip(proofs.Count)
            .Where(one => one.Second is null).Select(one => one.First.What);
        Assert.All(stillProven, what => Assert.Contains(what, ProofAlteration.Harmless));
    }

    private static async Task<List<string?>> JudgeAsync(
        IReadOnlyList<(byte[] Json, TrailMark? Seen, string What)> cases)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        var question = new JsonObject
        {
            ["tool"] = Path.Combine(Repository.Root, "tools", "verify.py"),
            ["keys"] = new JsonArray([.. ProofSample.PublicKeys.Select(key => JsonValue.Create(key))]),
            ["proofs"] = new JsonArray([.. cases.Select(one => new JsonObject
            {
                ["proof"] = Convert.ToBase64String(one.Json),
                ["head"] = one.Seen?.ToString(),
            })]),
        };
        await File.WriteAllTextAsync(file, question.ToJsonString(), TestContext.Current.CancellationToken);

        try
        {
            var (output, exitCode) = await Script.RunPythonAsync(
                Repository.EndToEndFile("Proofs/judge-proofs.py"), file, TestContext.Current.CancellationToken);

            Assert.True(exitCode == 0, output);
            return JsonSerializer.Deserialize<List<string?>>(output)!;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>A proof as "trail prove" writes it, of a tree of any size.</summary>
internal static class ProofSample
{
    private static readonly TrailKey Key = new(SHA256.HashData("a trail"u8));

    public static IReadOnlyList<string> PublicKeys { get; } = [Key.PublicKey];

    public static (byte[] Json, TrailMark? Seen) Draw(Random random)
    {
        var size = random.Next(1, 70);
        var texts = Enumerable.Range(1, size).Select(Text).ToList();
        var tree = new MerkleRange();
        var leaves = new List<byte[]>();
        var roots = new List<string>();

        foreach (var text in texts)
        {
            leaves.Add(Leaf(text));
            tree.Add(leaves[^1]);
            roots.Add(tree.Root);
        }

        var proof = new MerkleProof(new MerkleRange(), leaves);
        var earlier = random.Next(1, size + 1);
        TrailMark? seen = random.Next(3) > 0 ? new TrailMark("acme", earlier, roots[earlier - 1]) : null;
        var places = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(size)).ToList();

        return (
            Encoding.UTF8.GetBytes(new TrailProof
            {
                Form = TrailProof.CurrentForm,
                Head = Sign(size, tree.Root),
                Entries = [.. places.Select(place => Entry(place, texts[place], proof.Inclusion(place, size)))],
                Earlier = seen is null
                    ? null
                    : new EarlierHead
                    {
                        Size = earlier,
                        Root = roots[earlier - 1],
                        Path = proof.Consistency(earlier, size)!,
                    },
            }.ToJson()),
            seen);
    }

    private static SignedHead Sign(int size, string root) => new()
    {
        Organization = "acme",
        Size = size,
        Root = root,
        SealedAt = 1_772_442_000_000,
        Key = Key.Id,
        Signature = Key.Sign(Encoding.UTF8.GetBytes($"tallyfy-trail-2 head\nacme\n{size}\n{root}\n1772442000000\n")),
    };

    private static ProvenEntry Entry(int place, string text, IReadOnlyList<string> path) => new()
    {
        Place = place + 1,
        Text = text,
        Mac = "key.mac",
        Path = path,
        Person = place % 3 == 0
            ? null
            : new ProvenPerson { Salt = $"salt{place + 1}", ObjectId = $"object-{place + 1}", TallyfyUserId = 1001 },
    };

    private static string Text(int place) => new JsonArray(
        "tallyfy-trail-2", $"id{place}", "acme", "Claimed", 1_772_442_000_000 + place, "decision", "Verdict", "task", 1,
        "Approved", null, "rendering", "digest", "=HYPERLINK(\"é\")", null, "StepUp", "tenant",
        Hash(place, $"object-{place}"), Hash(place, "1001"), "ff", "ee").ToJsonString();

    private static string Hash(int place, string text) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes($"salt{place}"), Encoding.UTF8.GetBytes(text)));

    private static byte[] Leaf(string text) => MerkleRange.Leaf(
        $"tallyfy-trail-2 leaf\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}\nkey.mac\n");
}
