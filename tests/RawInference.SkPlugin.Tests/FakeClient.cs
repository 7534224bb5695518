using System.Runtime.CompilerServices;

namespace RawInference.SkPlugin.Tests;

/// <summary>Answers with what a test says, and remembers what it was asked.</summary>
internal sealed class FakeClient(Func<InferenceRequest, CancellationToken, Task<InferenceUpdate>> answer) : IInferenceClient
{
    public FakeClient(InferenceResponse response)
        : this((_, _) => Task.FromResult<InferenceUpdate>(response))
    {
    }

    public FakeClient(InferenceException exception)
        : this((_, _) => Task.FromException<InferenceUpdate>(exception))
    {
    }

    public List<InferenceRequest> Requests { get; } = [];

    public async IAsyncEnumerable<InferenceUpdate> StreamAsync(
        InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        yield return await answer(request, cancellationToken);
    }
}
