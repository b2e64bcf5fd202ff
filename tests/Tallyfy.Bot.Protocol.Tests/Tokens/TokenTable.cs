using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests.Tokens;

/// <summary>
/// Every way we know in which a token can be wrong. The bot under test is a single tenant's, in Production.
/// </summary>
internal sealed class TokenTable(TokenIssuer issuer)
{
    private readonly List<TokenRow> _rows = [];

    public IReadOnlyList<TokenRow> Rows
    {
        get
        {
            if (_rows.Count is 0)
            {
                new SignatureRows(issuer, this).Add();
                new ClaimRows(issuer, this).Add();
                new HeaderRows(issuer, this).Add();
            }

            return _rows;
        }
    }

    /// <summary>Both say the same.</summary>
    public void Add(int status, string name, Func<string> authorization, Action<JsonObject>? activity = null) =>
        Add(status, name, authorization, activity, status == 200, null);

    /// <summary>Microsoft's JavaScript library says the other thing.</summary>
    public void Differ(
        int status, string name, string why, Func<string> authorization, Action<JsonObject>? activity = null) =>
        Add(status, name, authorization, activity, status != 200, why);

    private void Add(
        int status,
        string name,
        Func<string> authorization,
        Action<JsonObject>? activity,
        bool isTakenByJavaScript,
        string? why) => _rows.Add(new TokenRow
        {
            Name = name,
            Status = status,
            Authorization = authorization,
            Activity = TokenRow.Tap(activity),
            IsTakenByJavaScript = isTakenByJavaScript,
            Why = why,
        });
}
