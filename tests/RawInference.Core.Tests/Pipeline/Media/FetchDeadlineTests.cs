using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Pipeline.Media;
using RawInference.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class FetchDeadlineTests
{
    private static readonly TimeSpan AlmostAStall = TimeSpan.FromSeconds(4);

    private readonly FakeTimeProvider _time = new();
    private readonly MediaOptions _options = new() { StallTimeout = TimeSpan.FromSeconds(5), TotalTimeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public void Silence_CountsFromTheLastProgressAndNotWhilePaused()
    {
        using var deadline = new FetchDeadline(_options, _time, CancellationToken.None);
        _time.Advance(_options.StallTimeout);
        Assert.False(deadline.Token.IsCancellationRequested);

        deadline.Progress();
        deadline.Pause();
        _time.Advance(_options.StallTimeout);
        Assert.False(deadline.Token.IsCancellationRequested);

        deadline.Progress();
        _time.Advance(_options.StallTimeout);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task BodyThatKeepsComing_IsReadPastTheStallTimeout()
    {
        using var deadline = new FetchDeadline(_options, _time, CancellationToken.None);
        deadline.Progress();

        var bytes = await BodyReader.ReadAsync(
            new SlowBody(_time, "slow"u8.ToArray()), declaredLength: null, new MediaContent { Kind = MediaKind.Image }, new MediaAllowance(_options), deadline);

        Assert.Equal("slow"u8.ToArray(), bytes.ToArray());
    }

    /// <summary>One byte per <see cref="AlmostAStall"/>.</summary>
    private sealed class SlowBody(FakeTimeProvider time, byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(AlmostAStall);
            cancellationToken.ThrowIfCancellationRequested();
            return new ValueTask<int>(Read(buffer.Span[..1]));
        }
    }
}
