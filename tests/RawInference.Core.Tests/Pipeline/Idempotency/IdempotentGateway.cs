using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Idempotency;

/// <summary>A gateway with a store for idempotency keys, and calls that bring the key <c>k</c>.</summary>
internal sealed class IdempotentGateway : IAsyncDisposable
{
    public IdempotentGateway()
    {
        Store = new MemoryIdempotencyStore(Gateway.Clock);
        Gateway.Configure = services => services.AddSingleton<IIdempotencyStore>(Store);
    }

    public TestGateway Gateway { get; } = new();

    public MemoryIdempotencyStore Store { get; }

    public FakeConnector Connector => Gateway.Connector;

    public IInferenceClient Client => Gateway.Client;

    public static T Keyed<T>(T request, string key = "k")
        where T : InferenceRequest => (T)(request with { Call = request.Call with { IdempotencyKey = key } });

    public async Task<List<InferenceUpdate>> AskAsync(InferenceRequest request, CancellationToken cancellationToken = default) =>
        await Client.StreamAsync(Keyed(request), cancellationToken).ToListAsync(CancellationToken.None);

    public async Task<InferenceException> FailAsync(InferenceRequest request) =>
        await Assert.ThrowsAsync<InferenceException>(() => AskAsync(request));

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
