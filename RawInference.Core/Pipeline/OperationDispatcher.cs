using System.Collections.Frozen;
using RawInference.Core.Providers;

namespace RawInference.Core.Pipeline;

/// <summary>The end of the pipeline: hands a request to the handler of its operation.</summary>
internal sealed class OperationDispatcher(IEnumerable<IOperationHandler> handlers)
{
    private readonly FrozenDictionary<string, IOperationHandler> _handlers = handlers.ToFrozenDictionary(handler => handler.Operation);

    public ValueTask<InferenceAnswer> OpenAsync(InferenceContext context) => _handlers[context.Request.Operation].OpenAsync(context);

    public bool CanServe(ProviderAccount account, string operation) =>
        (account.Operations.Count == 0 || account.Operations.Contains(operation))
        && _handlers.TryGetValue(operation, out var handler)
        && handler.CanServe(account.Connector);

    /// <summary>What an account can be asked.</summary>
    public IEnumerable<string> OperationsOf(ProviderAccount account) =>
        _handlers.Keys.Where(operation => CanServe(account, operation)).Order(StringComparer.Ordinal);
}
