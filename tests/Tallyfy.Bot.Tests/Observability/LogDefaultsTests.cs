using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Observability;

/// <summary>A line of the log as it is written: by Microsoft's formatters, told by settings alone.</summary>
public sealed class LogDefaultsTests
{
    private const string Instant = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z";
    private const string Json =
        $$"""^{"Timestamp":"{{Instant}}","EventId":7,"LogLevel":"Error","Category":"Tests",.*}$""";
    private const string Simple = $"^{Instant} fail: Tests\\[7\\] It went wrong .*TimeoutException";

    [Theory]
    [InlineData("Production", Json)]
    [InlineData("Staging", Json)]
    [InlineData("Development", Simple)]
    [InlineData("Production", Simple, "--Logging:Console:FormatterName=simple")]
    [InlineData("Production", $"^<3>{Instant} Tests\\[7\\] It went wrong", "--Logging:Console:FormatterName=systemd")]
    [InlineData("Development", Json, "--Logging:Console:FormatterName=json")]
    [InlineData(
        "Production", "^{\"Timestamp\":\"[0-9]{4}\",", "--Logging:Console:FormatterOptions:TimestampFormat=yyyy")]
    public void It_is_one_line_with_its_instant_and_the_operators_own_settings_go_before(
        string environment, string expected, params string[] settings)
    {
        var folder = StoryFolder.Create();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = settings,
            EnvironmentName = environment,
            ContentRootPath = folder,
        });
        builder.ShapeLog();
        using var services = builder.Services.BuildServiceProvider();
        var name = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = services.GetServices<ConsoleFormatter>().Single(one => one.Name == name);
        using var output = new StringWriter();

        formatter.Write(
            new LogEntry<string>(
                LogLevel.Error, "Tests", 7, "It went wrong", new TimeoutException("late\nvery"), (text, _) => text),
            null,
            output);

        Assert.Matches(expected, Regex.Replace(output.ToString(), "\e\\[[0-9;]*m", "").TrimEnd('\n'));
        Assert.DoesNotContain('\n', output.ToString().TrimEnd('\n'));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, "--Logging:LogLevel:Polly=Warning")]
    public void What_Polly_writes_with_a_stack_for_each_try_is_left_out_unless_it_is_asked_for(
        bool isWritten, params string[] settings)
    {
        var folder = StoryFolder.Create();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = folder });
        builder.ShapeLog();
        using var services = builder.Services.BuildServiceProvider();

        var polly = services.GetRequiredService<ILoggerFactory>().CreateLogger("Polly");

        Assert.Equal((isWritten, isWritten), (polly.IsEnabled(LogLevel.Warning), polly.IsEnabled(LogLevel.Critical)));
        Directory.Delete(folder, recursive: true);
    }
}
