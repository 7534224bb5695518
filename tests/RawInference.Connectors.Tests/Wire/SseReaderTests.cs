using System.Net.ServerSentEvents;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Tests.Wire;

public class SseReaderTests
{
    private static readonly string[] Pieces =
    [
        "data: a", "data:b", "data", "data:", "data:  two", "event: ping\ndata: p", "event:b\rdata", ": comment", ":", "id: 1", "retry: 5", "unknown: x", "datax: y",
        "\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "data: é€😀\n\n", "\uFEFF", " data: z", "data: last\n\n",
    ];

    [Fact]
    public void AnyStreamInAnyChunks_ReadsAsTheFrameworksParserDoes()
    {
        var streams = from pieces in Gen.ArrayOf(Gen.Elements(Pieces))
                      from sizes in Gen.NonEmptyListOf(Gen.Choose(1, 9))
                      from marked in Gen.Elements(true, false)
                      select (Text: (marked ? "\uFEFF" : "") + string.Concat(pieces), Sizes: sizes.ToArray());

        Prop.ForAll(streams.ToArbitrary(), stream => ReadAll(stream.Text, stream.Sizes).Select(item => item.Data).SequenceEqual(Oracle(stream.Text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Theory]
    [InlineData("event: ping\ndata: x\n\n", "ping")]
    [InlineData("data: x\nevent:ping\n\n", "ping")]
    [InlineData("event: ping\n\ndata: x\n\n", "message")]
    [InlineData("event:\ndata: x\n\n", "message")]
    public void Type_BelongsToItsOwnEvent(string text, string type) => Assert.Equal([(type, "x")], ReadAll(text, [4]));

    [Fact]
    public void EventCutByTheEnd_IsNotGivenOut() => Assert.Empty(ReadAll("data: half", [3]));

    [Fact]
    public void EventLargerThanTheBuffer_IsWhole()
    {
        var text = new string('x', 100_000);
        Assert.Equal([("message", text)], ReadAll($"data: {text}\n\n", [7_000]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void EventLargerThanTheBound_IsRefused_HoweverItCame(string end)
    {
        var error = Assert.Throws<InferenceException>(() => ReadAll($"data: {new string('x', 60_000)}{end}", [1_000_000], maxEventBytes: 50_000));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
    }

    [Fact]
    public void CommentsWithoutEnd_DoNotFillTheBound() =>
        Assert.Equal([("message", "a")], ReadAll(string.Concat(Enumerable.Repeat(": still here\n", 10_000)) + "data: a\n\n", [1_000], maxEventBytes: 5_000));

    private static List<(string Type, string Data)> ReadAll(string text, int[] sizes, int maxEventBytes = 1_000_000)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        int position = 0, turn = 0;
        using var reader = new SseReader(
            buffer =>
            {
                var count = Math.Min(Math.Min(sizes[turn++ % sizes.Length], buffer.Length), bytes.Length - position);
                bytes.AsMemory(position, count).CopyTo(buffer);
                position += count;
                return ValueTask.FromResult(count);
            },
            maxEventBytes,
            what => new InferenceException(InferenceErrorCode.ProviderInvalidAnswer, what));

        var events = new List<(string, string)>();
        while (reader.ReadAsync().AsTask().GetAwaiter().GetResult() is { } frame)
        {
            events.Add((frame.Type, Encoding.UTF8.GetString(frame.Data.Span)));
        }

        return events;
    }

    /// <summary>Data only: the framework keeps a type over blank lines until the next data, where the standard forgets it.</summary>
    private static IEnumerable<string> Oracle(string text) =>
        SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(text))).Enumerate().Select(item => item.Data);
}
