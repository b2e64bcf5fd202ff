using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using Tallyfy.Bot.Protocol.Tests.Tokens;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Tokens;

/// <summary>Microsoft's JavaScript library judges the same requests with the same keys.</summary>
public sealed class JavaScriptVerdictTests
{
    [Fact]
    public async Task The_JavaScript_library_says_what_the_table_says_of_it()
    {
        Repository.NodeModule("botframework-connector/package.json");
        using var issuer = new TokenIssuer();
        var rows = new TokenTable(issuer).Rows;

        var verdicts = await JudgeAsync(issuer, rows);

        Assert.Equal(rows.Count, verdicts.Count);
        var others = rows
            .Where(row => row.IsTakenByJavaScript != verdicts[row.Name] is null)
            .Select(row => $"{row.Name}: {(string?)verdicts[row.Name] ?? "taken"}").ToList();
        Assert.True(others.Count is 0, string.Join('\n', others));
        Assert.True(rows.Count(row => row.IsTakenByJavaScript) > 20, "Most are refused: is it asked properly?");
    }

    private static async Task<JsonObject> JudgeAsync(TokenIssuer issuer, IReadOnlyList<TokenRow> rows)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        var question = new JsonObject
        {
            ["appId"] = TokenIssuer.AppId,
            ["tenant"] = Jwt.Tenant,
            ["keys"] = issuer.Keys(),
            ["rows"] = new JsonArray([.. rows.Select(row => new JsonObject
            {
                ["name"] = row.Name,
                ["authorization"] = row.Authorization(),
                ["activity"] = row.Activity,
            })]),
        };
        await File.WriteAllTextAsync(file, question.ToJsonString(), TestContext.Current.CancellationToken);

        try
        {
            var (output, exitCode) = await Script.RunAsync(
                Repository.EndToEndFile("Tokens/judge-tokens.mjs"), file, TestContext.Current.CancellationToken);

            Assert.True(exitCode == 0, output);
            return JsonNode.Parse(output)!.AsObject();
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException("The script answered something else than JSON.", fault);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
