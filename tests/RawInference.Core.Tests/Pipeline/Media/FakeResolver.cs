using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RawInference.Core.Pipeline.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

/// <summary>Knows the names that a test gives it. Several answers follow one another; the last one stays.</summary>
internal sealed class FakeResolver : IAddressResolver
{
    private readonly ConcurrentDictionary<string, Queue<string[]>> _answers = new();

    public ConcurrentQueue<string> Asked { get; } = new();

    public FakeResolver With(string host, params string[] addresses)
    {
        _answers.GetOrAdd(host, _ => new Queue<string[]>()).Enqueue(addresses);
        return this;
    }

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        if (!_answers.TryGetValue(host, out var answers))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        lock (answers)
        {
            var addresses = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
            return new([.. addresses.Select(IPAddress.Parse)]);
        }
    }
}
