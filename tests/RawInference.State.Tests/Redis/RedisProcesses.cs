using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis;

/// <summary>Processes that share data of their own on the server that all tests share.</summary>
internal sealed class RedisProcesses : IAsyncDisposable
{
    private readonly string _prefix = $"test:{Guid.NewGuid():N}:";
    private readonly List<RedisStore> _processes = [];
    private string? _server;

    /// <summary>The process of a number, started where it is new.</summary>
    public RedisStore this[int number]
    {
        get
        {
            lock (_processes)
            {
                while (_processes.Count <= number)
                {
                    _processes.Add(new RedisStore(_server ?? throw new InvalidOperationException("Not begun."), _prefix));
                }

                return _processes[number];
            }
        }
    }

    public async ValueTask BeginAsync() => _server = (await StoreServer.SharedAsync()).ConnectionString;

    public RedisStore StartAnother() => this[_processes.Count];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }
}
