namespace RawInference.Core.Identity;

/// <summary>Knows the namespaces.</summary>
public interface INamespaceStore
{
    /// <summary>The id of an organization's namespace, given its id or its name; null where there is none.</summary>
    ValueTask<string?> FindAsync(string organization, string idOrName, CancellationToken cancellationToken);
}
