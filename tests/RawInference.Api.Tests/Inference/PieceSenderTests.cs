using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using RawInference.Api.Inference;

namespace RawInference.Api.Tests.Inference;

public sealed class PieceSenderTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly byte[] Megabyte = new byte[1_048_576];

    private readonly FakeTimeProvider _time = new();
    private readonly RequestLifetime _lifetime = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReaderThatTakesNothing_IsCut(bool wholeBody)
    {
        var asked = new TaskCompletionSource();
        var sender = SenderTo(new Reader(async cancellationToken =>
        {
            asked.TrySetResult();
            await Task.Delay(System.Threading.Timeout.Infinite, cancellationToken);
        }));
        var sending = sender.SendAsync(piece => piece.Write(Megabyte), wholeBody).AsTask();
        await asked.Task;

        Assert.False(_lifetime.RequestAborted.IsCancellationRequested);
        _time.Advance(Timeout);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.True(_lifetime.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task SlowReader_MayTakeAsLongAsItNeeds()
    {
        var reader = new Reader(_ =>
        {
            _time.Advance(Timeout * 0.05);
            return Task.CompletedTask;
        });
        var before = _time.GetUtcNow();

        await SenderTo(reader).SendAsync(piece => piece.Write(Megabyte));

        Assert.True(_time.GetUtcNow() - before > Timeout);
        Assert.Equal(Megabyte.Length, reader.Taken.Length);
        Assert.False(_lifetime.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task PieceThatCannotBeWritten_LeavesNoHalfBehind()
    {
        var reader = new Reader(_ => Task.CompletedTask);
        var sender = SenderTo(reader);

        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendAsync(piece =>
        {
            piece.Write("half a piece"u8);
            throw new InvalidOperationException("The rest cannot be written.");
        }).AsTask());
        await sender.SendAsync(piece => piece.Write("another"u8));

        Assert.Equal("another", Encoding.UTF8.GetString(reader.Taken.ToArray()));
    }

    public void Dispose() => _lifetime.Dispose();

    private PieceSender SenderTo(Stream reader)
    {
        var http = new DefaultHttpContext { Response = { Body = reader } };
        http.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        return new PieceSender(http, Timeout, _time);
    }

    private sealed class RequestLifetime : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _aborted = new();

        public CancellationToken RequestAborted
        {
            get => _aborted.Token;
            set => throw new NotSupportedException();
        }

        public void Abort() => _aborted.Cancel();

        public void Dispose() => _aborted.Dispose();
    }

    /// <summary>A client that takes each block in its own way.</summary>
    private sealed class Reader(Func<CancellationToken, Task> take) : MemoryStream
    {
        public MemoryStream Taken { get; } = new();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await take(cancellationToken);
            Taken.Write(buffer.Span);
        }
    }
}
