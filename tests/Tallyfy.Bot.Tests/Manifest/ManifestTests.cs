using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Tests.Conventions;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Manifest;

public sealed class ManifestTests
{
    private static string Folder => Path.Combine(Repository.Root, "manifest");

    [Fact]
    public void Teams_offers_exactly_the_commands_the_bot_knows()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")));
        var offered = manifest.RootElement.GetProperty("bots")[0].GetProperty("commandLists")[0].GetProperty("commands")
            .EnumerateArray()
            .Select(command => command.GetProperty("title").GetString())
            .ToList();
        var known = MessageCommands.List(new CardTexts(CultureInfo.InvariantCulture)).Select(command => command.Name);

        Assert.True(
            offered.SequenceEqual(known),
            $"manifest.json offers {string.Join(", ", offered)}; MessageCommands.List has {string.Join(", ", known)}");
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void An_icon_has_the_size_Teams_wants(string name, int pixels)
    {
        var header = File.ReadAllBytes(Path.Combine(Folder, name)).AsSpan();

        Assert.Equal("PNG"u8, header[1..4]);
        Assert.Equal(pixels, BinaryPrimitives.ReadInt32BigEndian(header[16..20]));
        Assert.Equal(pixels, BinaryPrimitives.ReadInt32BigEndian(header[20..24]));
    }
}
