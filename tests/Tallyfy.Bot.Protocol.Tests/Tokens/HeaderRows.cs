using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests.Tokens;

/// <summary>How the token comes: the header around it, its parts and their letters.</summary>
internal sealed class HeaderRows(TokenIssuer issuer, TokenTable table)
{
    private Jwt Good => Jwt.Good(issuer);

    public void Add()
    {
        AddSchemes();
        AddParts();
        AddLetters();
        AddSizes();
    }

    private void AddSchemes()
    {
        table.Differ(
            200,
            "the scheme in small letters",
            "RFC 9110 does not tell capitals from small letters there.",
            () => $"bearer {Good}");
        table.Differ(
            200, "two blanks before the token", "RFC 9110 allows more than one blank there.", () => $"Bearer  {Good}");
        table.Add(401, "no blank before the token", () => $"Bearer{Good}");
        table.Add(401, "a tab before the token", () => $"Bearer\t{Good}");
        table.Add(401, "no scheme", () => Good.ToString());
        table.Add(401, "another scheme", () => $"Basic {Good}");
        table.Add(401, "a scheme that only begins well", () => $"BearerX {Good}");
        table.Add(401, "the scheme alone", () => "Bearer");
        table.Add(401, "the scheme twice", () => $"Bearer Bearer {Good}");
        table.Add(401, "a word behind the token", () => $"Bearer {Good} x");
        table.Add(401, "two tokens", () => $"Bearer {Good} {Good}");
        table.Add(401, "two headers in one", () => $"Bearer {Good}, Bearer {Good}");
        table.Add(401, "quotes around the token", () => $"Bearer \"{Good}\"");
        table.Add(401, "no token but a word", () => "Bearer abc");
        table.Add(401, "no token but null", () => "Bearer null");
    }

    private void AddParts()
    {
        table.Add(401, "one part", () => $"Bearer {Good.ToString().Split('.')[0]}");
        table.Add(401, "two parts", () => $"Bearer {Good.ToString()[..Good.ToString().LastIndexOf('.')]}");
        table.Add(401, "four parts", () => $"Bearer {Good}.x");
        table.Add(401, "five parts, as if it were encrypted", () => $"Bearer {Good}.x.y");
        table.Add(401, "six parts", () => $"Bearer {Good}.x.y.z");
        table.Add(401, "only dots", () => "Bearer ..");
        table.Add(401, "no header", () => $"Bearer .{Good.ToString().Split('.', 2)[1]}");
        table.Add(401, "a dot at the end", () => $"Bearer {Good}.");
        table.Add(401, "a header that is no JSON", () => Good.WithHeader("alg=RS256").Bearer);
        table.Add(401, "a header that is a list", () => Good.WithHeader("[]").Bearer);
        table.Add(401, "claims that are no JSON", () => Good.WithClaims("iss=me").Bearer);
        table.Add(401, "claims that are a list", () => Good.WithClaims("[]").Bearer);
        table.Add(401, "claims that are null", () => Good.WithClaims("null").Bearer);
        table.Add(401, "no claims", () => Good.WithClaims("{}").Bearer);
        table.Add(401, "claims that break off", () => Good.WithClaims(Good.Claims[..^1]).Bearer);
        table.Differ(
            200,
            "something behind the claims",
            "Ours reads to the end of the claims; all of it is signed.",
            () => Good.WithClaims(Good.Claims + "x").Bearer);
        table.Add(401, "a token within the token", () => Good.WithClaims($"\"{Good}\"").Bearer);
    }

    private void AddLetters()
    {
        table.Differ(
            200,
            "padding",
            "Ours reads base64url with its padding too, which changes no byte.",
            () => $"Bearer {Good}==");
        table.Add(401, "a blank within the token", () => $"Bearer {Good.ToString().Insert(20, " ")}");
        table.Add(401, "a letter that is none of the alphabet", () => $"Bearer {Good.ToString().Insert(20, "!")}");
        table.Add(401, "an escaped letter", () => $"Bearer {Good.ToString().Insert(20, "%41")}");
        table.Add(401, "a zero in the claims", () => Good.WithClaims("{\"iss\":\"\0\"}").Bearer);
    }

    private void AddSizes()
    {
        table.Add(200, "sixteen kilobytes", () => Good.With("x", new string('x', 12_000)).Bearer);
        table.Differ(431, "sixty kilobytes", "Our server reads no more than 32 KB of headers.", () =>
            Good.With("x", new string('x', 45_000)).Bearer);
        table.Differ(401, "nested a thousand levels deep", "Ours reads JSON no deeper than 64 levels.", () =>
            Good.WithFirst("\"x\":" + new string('[', 1_000) + new string(']', 1_000)).Bearer);
    }
}
