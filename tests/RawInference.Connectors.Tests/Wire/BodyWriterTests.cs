using System.Text;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Tests.Wire;

public class BodyWriterTests
{
    private static HttpContent Write(string text) =>
        BodyWriter.Write(BodyWriter.EstimateOf([ChatMessage.Of(ChatRole.User, text)]), writer => writer.WriteText("text", text));

    [Theory]
    [InlineData("plain ASCII, as prompts are. ")]
    [InlineData("世界")]
    public void LongText_TakesLittleMoreMemoryThanItself(string words)
    {
        var text = string.Concat(Enumerable.Repeat(words, 100_000));
        var size = Encoding.UTF8.GetByteCount(text);
        Write(text).Dispose();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(text).Dispose();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, size, size * 5 / 4);
    }

    /// <summary>Each shift puts another half of a surrogate pair, or of an escape, on the edges of the pieces.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TextInPieces_IsTheSameText(int shift)
    {
        var text = new string('a', shift) + string.Concat(Enumerable.Repeat("😀\"\n€", 3_000));
        using var stream = Write(text).ReadAsStream();
        using var json = JsonDocument.Parse(stream);
        Assert.Equal(text, json.RootElement.GetProperty("text").GetString());
    }
}
