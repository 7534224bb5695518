using System.Text;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.State.Local;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class SqliteIdempotencyStoreTests : IdempotencyContract, IAsyncDisposable
{
    private readonly SqliteProcesses _processes = new();

    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    protected override IIdempotencyStore Open() => _processes.StartAnother().Idempotency;

    protected override Task PassAsync(TimeSpan time)
    {
        _processes.Time.Advance(time);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task ClaimsAndAnswers_SurviveAKilledProcess()
    {
        var killed = Open();
        await ClaimAsync(killed, "first");
        var held = _processes.StartAfterCrash().Idempotency;
        await CompleteAsync(killed, "first");
        var completed = _processes.StartAfterCrash().Idempotency;

        Assert.Equal(IdempotencyState.InFlight, await ClaimAsync(held, "second"));
        Assert.Equal("answer", await AnswerAsync(completed));
        await PassAsync(Long);
        Assert.Equal(IdempotencyState.Claimed, await ClaimAsync(held, "second"));
    }

    [Fact]
    public async Task CallersWord_IsNotInTheFile()
    {
        var process = _processes.StartAnother();
        await ClaimAsync(process.Idempotency, "the-owner");
        await process.DisposeAsync();

        var file = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_processes.Data.PathOf(SqliteFile.Name)));
        Assert.Contains("the-owner", file, StringComparison.Ordinal);
        Assert.DoesNotContain("caller's word", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatHasExpired_IsRemoved_AndTheRestStays()
    {
        var process = _processes.StartAnother();
        for (var index = 0; index < 100; index++)
        {
            var scope = new IdempotencyScope("org_1", "ns_1", "k1", $"word {index}");
            // One of four is to stay, and one of four has an answer that goes.
            await process.Idempotency.ClaimAsync(scope, "f", "o", index % 4 == 0 ? Long * 10 : Short, CancellationToken.None);
            if (index % 4 == 1)
            {
                await process.Idempotency.CompleteAsync(scope, "o", "answer"u8.ToArray(), Short, CancellationToken.None);
            }
        }

        await PassAsync(SqliteIdempotencyStore.PurgeInterval);

        // The purge runs beside the test: its steps are writes, and this asks between them.
        long? count;
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
        {
            count = await process.Database.WriteAsync(connection => connection.Number("SELECT count(*) FROM idempotency"), guard.Token);
        }
        while (count > 25);

        Assert.Equal(25, count);
    }
}
