namespace RawInference.Core.Identity;

/// <summary>Knows the organizations and their namespaces. Failures of the store are an <see cref="InferenceException"/> of the code <c>Unavailable</c>.</summary>
public interface INamespaceStore
{
    /// <summary>An organization's namespace, given its id or its name; null where there is none.</summary>
    ValueTask<Namespace?> FindAsync(string organization, string idOrName, CancellationToken cancellationToken);

    /// <summary>Null where there is none.</summary>
    ValueTask<Organization?> FindOrganizationAsync(string id, CancellationToken cancellationToken);
}
