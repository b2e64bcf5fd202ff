namespace Tallyfy.Bot.Protocol.Tests.Tokens;

/// <summary>The rows on which Microsoft's C# library says another thing than we do, each with the reason.</summary>
internal static class CSharpVerdicts
{
    private const string AnyKey =
        "The library tries every published key where none has that name; we want a token to name its key.";

    private const string AnyApplication =
        "The library looks only at the claim of the version that the token names.";

    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["a key of other channels that speaks for its own"] = "Only Teams is served here.",
        ["no key named"] = AnyKey,
        ["an empty key name"] = AnyKey,
        ["a key name that is null"] = AnyKey,
        ["a key name that is a number"] = AnyKey,
        ["a key name in capitals"] = AnyKey,
        ["a key name with a blank"] = AnyKey,
        ["a key name with a zero character"] = AnyKey,
        ["a key name that is a path"] = AnyKey,
        ["a key name that is a file"] = AnyKey,
        ["a key name that is SQL"] = AnyKey,
        ["a key name that is JavaScript's own"] = AnyKey,
        ["issued to another application, without a version"] = AnyApplication,
        ["issued to another application in the other version's claim"] = AnyApplication,
        ["issued to two applications"] = AnyApplication,
        ["issued to us in capitals"] = AnyApplication,
        ["issued to nobody"] = AnyApplication,
        ["issued to nothing"] = AnyApplication,
        ["issued to a number"] = AnyApplication,
        ["issued to a list of us"] = AnyApplication,
        ["something that must be understood"] =
            "RFC 7515 demands that a token with an unknown critical extension is refused; it does not look.",
        ["the service URL in capitals"] =
            "The library compares without regard to capitals; the platform writes one way.",
        ["two service URLs"] =
            "The library takes the first; a token that names two vouches for neither.",
        ["an activity without a service URL"] =
            "The library then compares nothing.",
        ["a foreign service URL that the token names"] =
            "The library has no list of hosts; we send our token to Microsoft's only.",
        ["the Emulator's channel"] =
            "Only Teams is served in Production.",
        ["an empty channel"] =
            "The library lets an activity that names no channel pass without an endorsement.",
        ["a channel that is null"] =
            "The library lets an activity that names no channel pass without an endorsement.",
        ["no channel"] =
            "The library lets an activity that names no channel pass without an endorsement.",
        ["two tenants"] =
            "The library reads no tenant.",
        ["the scheme in small letters"] =
            "RFC 9110 does not tell capitals from small letters there; the library does.",
        ["two blanks before the token"] =
            "RFC 9110 allows more than one blank there; the library does not.",
        ["something behind the claims"] =
            "The library reads nothing behind the claims; ours does, and all of it is signed.",
        ["padding"] =
            "The library wants base64url without its padding, which changes no byte.",
        ["sixty kilobytes"] =
            "The web server takes no header of that size; the library has no limit.",
    };
}
