using System.Collections.Frozen;
using RawInference.Core.Providers;

namespace RawInference.Core.Pipeline;

/// <summary>The end of the pipeline: hands a request to the handler of its operation.</summary>
internal sealed class OperationDispatcher(IEnumerable<IOperationHandler> handlers)
{
    private readonly FrozenDictionary<string, IOperationHandler> _handlers = handlers.ToFrozenDictionary(handler => handler.Operation);

    public ValueTask<InferenceAnswer> OpenAsync(InferenceContext context) => _handlers[context.Request.Operation].OpenAsync(context);

    public bool CanServe(IConnector connector, string operation) =>
        _handlers.TryGetValue(operation, out var handler) && handler.CanServe(connector);

    /// <summary>What a dialect can do.</summary>
    public IEnumerable<string> OperationsOf(IConnector connector) =>
        _handlers.Values.Where(handler => handler.CanServe(connector)).Select(handler => handler.Operation).Order(StringComparer.Ordinal);
}
