namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>Widths, lengths and caught exceptions are held here, because no tool of .NET holds them.</summary>
public sealed class CodeMeasureTests
{
    // Where everything may be caught without a filter: how often, and why. Elsewhere an exception that nobody expects
    // ends the work.
    private static readonly Dictionary<string, (int Times, string Reason)> Catchers = new()
    {
        ["src/Tallyfy.Bot/Deciding/DecideApproval.cs"] =
            (1, "A claimed decision goes on alone; its failure has no caller."),
        ["src/Tallyfy.Bot/Deciding/SettleWorker.cs"] =
            (1, "One decision that fails must not stop the worker."),
        ["src/Tallyfy.Bot/Delivery/OutboxWorker.cs"] =
            (2, "One tenant, or one card, that fails must not stop the others."),
        ["src/Tallyfy.Bot/Intake/ActivityFeed.cs"] =
            (1, "One read that fails must not stop the loop."),
        ["src/Tallyfy.Bot/Intake/ApprovalSweep.cs"] =
            (1, "One organization that fails must not stop the others."),
        ["src/Tallyfy.Bot/Intake/HintWorker.cs"] =
            (2, "One hint that fails, or one round, must not stop the worker."),
        ["src/Tallyfy.Bot/Intake/RegisterWebhook.cs"] =
            (1, "The bot runs without webhooks too."),
        ["src/Tallyfy.Bot/Organizations/OrganizationLease.cs"] =
            (2, "A lease that is not renewed or given back now ends by itself."),
        ["src/Tallyfy.Bot/Teams/ApprovalsBot.cs"] =
            (1, "The outer edge of a turn: the channel gets an answer."),
        ["src/Tallyfy.Bot/Work/DueWorker.cs"] =
            (1, "One round that fails must not stop the worker."),
        ["src/Tallyfy.Client/Http/BodyLimit.cs"] =
            (1, "The answer is let go, and the exception goes on."),
    };

    [Fact]
    public void No_line_is_wider_than_a_window()
    {
        Violations.None(Code.SelectMany(CodeMeasures.WideLines));
    }

    [Theory]
    [InlineData(120, 0)]
    [InlineData(121, 1)]
    public void A_wide_line_is_seen(int columns, int expected)
    {
        var file = new SourceFile("src/X.cs", $"// first\n{new string('x', columns)}\n");

        Assert.Equal(expected, CodeMeasures.WideLines(file).Count());
    }

    [Fact]
    public void A_link_alone_may_be_wide()
    {
        var link = $"/// <see href=\"https://example.com/{new string('x', 120)}\"/>";

        Assert.Empty(CodeMeasures.WideLines(new SourceFile("src/X.cs", link)));
    }

    [Fact]
    public void Imports_stand_in_order()
    {
        Violations.None(Code.SelectMany(CodeMeasures.UnsortedImports));
    }

    [Theory]
    [InlineData("using System.Text;\nusing Dapper;\n", 0)]
    [InlineData("using Dapper;\nusing System.Text;\n", 1)]
    [InlineData("using System;\nusing Tallyfy.Trail;\nusing Tallyfy.Store;\nusing Tallyfy.Cards;\n", 1)]
    [InlineData("using Tallyfy;\nusing static System.Math;\nusing Text = System.String;\n", 0)]
    public void Imports_out_of_order_are_seen(string text, int expected)
    {
        Assert.Equal(expected, CodeMeasures.UnsortedImports(new SourceFile("src/X.cs", text)).Count());
    }

    [Fact]
    public void Methods_are_short()
    {
        Violations.None(Code.SelectMany(CodeMeasures.LongMethods));
    }

    [Theory]
    [InlineData(48, 0)]
    [InlineData(49, 1)]
    public void A_long_method_is_seen_and_a_long_type_is_none(int statements, int expected)
    {
        var body = string.Concat(Enumerable.Repeat("        Do(\"{\"); // }\n", statements));
        var text = $$"""
            namespace N;

            internal sealed class X(int number)
            {
                public void Do(string text)
                {
            {{body}}    }

                public int Number { get; } = number;

                public void Rest()
                {
                    foreach (var one in "abc") { Do($"{one}"); }
            {{new string('\n', 20)}}    }
            }
            """;

        Assert.Equal(expected, CodeMeasures.LongMethods(new SourceFile("src/X.cs", text)).Count());
    }

    [Fact]
    public void A_long_table_is_no_method()
    {
        var rows = string.Concat(Enumerable.Repeat("    [1] = 2,\n", 60));
        var text = $"class X\n{{\n  static Dictionary<int, int> Rows {{ get; }} = new()\n  {{\n{rows}  }};\n}}\n";

        Assert.Empty(CodeMeasures.LongMethods(new SourceFile("src/X.cs", text)));
    }

    [Fact]
    public void Everything_is_caught_only_at_the_outer_edges()
    {
        Violations.None(Catches(Sources, Catchers));
        Assert.All(Catchers.Values, one => Assert.EndsWith(".", one.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_catch_too_many_and_a_reason_without_one_are_seen()
    {
        var allowed = new Dictionary<string, (int Times, string Reason)>
        {
            ["src/One.cs"] = (1, ""),
            ["src/Gone.cs"] = (1, ""),
        };
        const string Catch = "try { } catch (Exception e) { }\n";

        Assert.Equal(
            [
                "src/Gone.cs catches everything 0 times, and 1 are allowed",
                "src/One.cs catches everything 2 times, and 1 are allowed",
                "src/Other.cs catches everything 1 times, and 0 are allowed",
            ],
            Catches([new("src/One.cs", Catch + Catch), new("src/Other.cs", Catch)], allowed));
    }

    [Theory]
    [InlineData("catch (Exception) { }", 1)]
    [InlineData("catch (Exception e) { }", 1)]
    [InlineData("catch { }", 1)]
    [InlineData("catch (Exception e) when (e is IOException) { }", 0)]
    [InlineData("catch (IOException) { }", 0)]
    [InlineData("// catch (Exception) { }", 0)]
    public void A_catch_of_everything_is_seen(string code, int expected)
    {
        Assert.Equal(expected, CodeMeasures.CatchesOfEverything(new SourceFile("src/X.cs", code)));
    }

    private static IEnumerable<string> Catches(
        IEnumerable<SourceFile> files, Dictionary<string, (int Times, string Reason)> allowed)
    {
        var found = files.ToDictionary(file => file.Path, CodeMeasures.CatchesOfEverything);

        return from path in found.Keys.Union(allowed.Keys).Order(StringComparer.Ordinal)
               let times = found.GetValueOrDefault(path)
               let most = allowed.GetValueOrDefault(path).Times
               where times != most
               select $"{path} catches everything {times} times, and {most} are allowed";
    }

    private static IEnumerable<SourceFile> Code => Repository.Files.Where(file => TextRules.IsCode(file.Path));

    private static IEnumerable<SourceFile> Sources =>
        Code.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));
}
