using RawInference.Core.Pipeline.Caching;

namespace RawInference.Core.Identity;

/// <summary>The answers that are kept for the calls of a namespace, as those see them who administer it.</summary>
public sealed class NamespaceAnswers(IResponseCache? cache = null)
{
    /// <summary>Forgets all of them: here at once, and within a second in every other process.</summary>
    /// <exception cref="InferenceException"><c>Unavailable</c>: the other processes could not be told.</exception>
    public ValueTask ForgetAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return cache?.ClearAsync(caller.Organization, caller.Namespace, cancellationToken) ?? ValueTask.CompletedTask;
    }
}
