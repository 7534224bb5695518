using RawInference.State.Redis;
using RawInference.Testing;

namespace RawInference.State.Tests.Redis;

public sealed class AnswerWaitTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    private readonly TestClock _clock = new();
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isBusy;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_IsGivenUp()
    {
        var waiting = Wait().ForAsync(_answer.Task, Token);
        await PassAsync(Timeout);

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public async Task BusyProcess_WaitsOnForAnAnswerThatItHasNotRead()
    {
        _isBusy = true;
        var waiting = Wait().ForAsync(_answer.Task, Token);
        await PassAsync(Timeout);
        Assert.Equal(Timeout, await _clock.NextWaitAsync());
        _answer.SetResult(7);

        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task BusyProcess_DoesNotWaitForEver()
    {
        _isBusy = true;
        var waiting = Wait().ForAsync(_answer.Task, Token);
        for (var timeouts = 0; timeouts < 20; timeouts++)
        {
            await PassAsync(Timeout);
        }

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public async Task ServerThatAnswersOthers_IsWaitedForUntilItFallsSilent()
    {
        var wait = Wait();
        var waiting = wait.ForAsync(_answer.Task, Token);
        Assert.Equal(Timeout, await _clock.NextWaitAsync());
        _clock.Advance(Timeout / 2);
        await wait.ForAsync(Task.FromResult(1), Token);
        _clock.Advance(Timeout / 2);
        await PassAsync(Timeout / 2);

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    private AnswerWait Wait() => new(Timeout, _clock, () => _isBusy);

    private async Task PassAsync(TimeSpan expected)
    {
        Assert.Equal(expected, await _clock.NextWaitAsync());
        _clock.Advance(expected);
    }
}
