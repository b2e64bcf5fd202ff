using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>
/// A tap with all that a sender may make up: every name, address and id around the two that the channel vouches for.
/// </summary>
internal sealed record Forgery
{
    private const string OtherTenant = "11111111-86f1-41af-91ab-2d7cd011db47";
    private static readonly string[] ObjectIds =
        [.. Person.All.Select(person => person.ObjectId), "99999999-0000-0000-0000-000000000020"];
    private static readonly string[] OwnersIds = [Person.Alex.ObjectId, Person.Megan.ObjectId, Person.Lynne.ObjectId];

    // What somebody might hope we read a person from.
    private static readonly string[] Hopes =
    [
        "override_user",
        "tallyfyUserId",
        "tallyfy_user_id",
        "user",
        "user_id",
        "member",
        "actor",
        "from",
        "aadObjectId",
        "objectId", "tenantId", "email", "as", "sub", "person", "on_behalf_of", "completer_id", "token", "organization",
    ];

    private static readonly Gen<string> Claims = Gen.Elements<string>(
        [
            .. Person.All.Select(person => $"{person.Member}"),
            .. Person.All.Select(person => person.Email),
            .. ObjectIds,
        ]);

    public required string ObjectId { get; init; }

    public required string Tenant { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public required string Verb { get; init; }

    public required string? Typed { get; init; }

    public required bool IsSubmit { get; init; }

    public required bool IsInGroup { get; init; }

    /// <summary>Which of the cards there are.</summary>
    public required int Card { get; init; }

    /// <summary>Fields with a person's id, of every kind, where they do not belong.</summary>
    public required IReadOnlyList<(string Field, string Claim)> Claimed { get; init; }

    /// <summary>Bots have addresses of their own, and no bot acts.</summary>
    public bool IsOfABot => Address.StartsWith("28:", StringComparison.Ordinal);

    /// <summary>Whom the channel vouches for; null for nobody whom anything knows.</summary>
    public Person? Actor => Tenant == Person.Tenant && !IsOfABot
        ? Person.All.FirstOrDefault(person => person.ObjectId == ObjectId)
        : null;

    public static Gen<Forgery> Any { get; } =
        from objectId in Gen.OneOf(Gen.Elements(ObjectIds), Gen.Elements(OwnersIds))
        from tenant in Gen.Frequency((9, Gen.Constant(Person.Tenant)), (1, Gen.Constant(OtherTenant)))
        from name in Gen.OneOf(
            Gen.Elements<string>([.. Person.All.Select(person => person.Name)]),
            Gen.Elements(Pieces.Html),
            Gen.Elements(Pieces.Text))
        from address in Gen.Elements<string>([.. Person.All.Select(person => person.Address), "29:nobody", "28:bot"])
        from verb in Gen.Frequency(
            (3, Gen.Constant("approve")),
            (2, Gen.Constant("reject")),
            (2, Gen.Constant("undo")),
            (1, Gen.Constant("refresh")))
        from typed in Gen.Frequency(
            (3, Gen.Constant<string?>("No")),
            (1, Gen.Constant<string?>(null)),
            (2, Claims.Select(claim => (string?)claim)))
        from isSubmit in Gen.Elements(false, false, true)
        from isInGroup in Gen.Elements(false, false, true)
        from card in Gen.Choose(0, 1 << 20)
        from claimed in Claims.SelectMany(claim => Gen.Elements(Hopes).Select(field => (field, claim))).ArrayOf()
        select new Forgery
        {
            ObjectId = objectId,
            Tenant = tenant,
            Name = name,
            Address = address,
            Verb = verb,
            Typed = typed,
            IsSubmit = isSubmit,
            IsInGroup = isInGroup,
            Card = card,
            Claimed = [.. claimed.DistinctBy(one => one.field).Take(4)],
        };

    /// <summary>As it comes over the wire, about this rendering.</summary>
    public JsonObject Tap(string message, string rendering)
    {
        var person = new Person(Name, Address, ObjectId, "", 0);
        var data = new JsonObject { ["rendering"] = rendering, ["reason"] = Typed };

        if (IsSubmit)
            data["verb"] = Verb;

        var activity = IsSubmit
            ? Activities.Submit(person, message, data)
            : Activities.Execute(person, message, Verb, data);
        activity["entities"] = new JsonArray(
            new JsonObject { ["type"] = "clientInfo", ["aadObjectId"] = Person.Alex.ObjectId });

        foreach (var (field, claim) in Claimed)
        {
            data[field] = long.TryParse(claim, out var number) ? number : claim;
            activity["channelData"]![field] = claim;
            activity["conversation"]!.AsObject().TryAdd(field, claim);
            activity["from"]!.AsObject().TryAdd(field, claim);
        }

        activity["conversation"]!["tenantId"] = Tenant;
        activity["channelData"]!["tenant"] = new JsonObject { ["id"] = Tenant };
        return IsInGroup ? Activities.InGroup(activity, "19:a-group-chat@thread.v2") : activity;
    }
}
