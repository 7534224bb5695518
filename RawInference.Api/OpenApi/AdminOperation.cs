namespace RawInference.Api.OpenApi;

/// <summary>What is to be said of an operation of the admin API.</summary>
/// <param name="Id">Its operation id.</param>
/// <param name="Summary">A few words.</param>
/// <param name="Description">The rest.</param>
/// <param name="Answer">Schema of the answer.</param>
/// <param name="Body">Schema of the body; null where there is none.</param>
internal sealed record AdminOperation(string Id, string Summary, string Description, string Answer, string? Body = null)
{
    private const string Keys = "Needs the permission `keys`. A key sees and changes only keys that are no wider than itself; others are a 404.";
    private const string Namespaces = "Needs the permission `namespaces`. A key that is bound to namespaces reaches no other.";
    private const string Organizations = "Needs the permission `operator`.";
    private const string Merge = "What is missing in the body stays as it is, null clears. ";

    public static IReadOnlyList<AdminOperation> All { get; } =
    [
        new("createKey", "Make a key", $"The answer holds the key itself, once. It may not be wider than the key that makes it: a 403 names every excess. {Keys}", "Key", "KeyCreation"),
        new("listKeys", "List keys", $"In the order of their ids, revoked and expired ones too. {Keys}", "KeyList"),
        new("getKey", "Show a key", $"With where its limits stand now. {Keys}", "Key"),
        new("updateKey", "Change a key", $"{Merge}{Keys}", "Key", "KeyUpdate"),
        new("rotateKey", "Replace a key's secret", $"The answer holds the new key, once; the former secret is taken for the grace, at most seven days. {Keys}", "Key", "KeyRotation"),
        new("revokeKey", "Revoke a key", $"For good, and everywhere within a second. Once more changes nothing. {Keys}", "Key"),
        new("createNamespace", "Make a namespace", $"Its name is unique in its organization, and stays. {Namespaces}", "Namespace", "NamespaceCreation"),
        new("listNamespaces", "List namespaces", $"In the order of their ids, those of the configuration too. {Namespaces}", "NamespaceList"),
        new("getNamespace", "Show a namespace", $"By its id, or its name in the key's organization, with where its limits stand now. {Namespaces}", "Namespace"),
        new("updateNamespace", "Change a namespace's limits", $"{Merge}{Namespaces}", "Namespace", "NamespaceUpdate"),
        new("createOrganization", "Make an organization", Organizations, "Organization", "OrganizationCreation"),
        new("listOrganizations", "List organizations", $"In the order of their ids. {Organizations}", "OrganizationList"),
        new("getOrganization", "Show an organization", $"With where its limits stand now. {Organizations}", "Organization"),
        new("updateOrganization", "Change an organization", $"{Merge}{Organizations}", "Organization", "OrganizationUpdate"),
    ];

    public bool Lists => Answer.EndsWith("List", StringComparison.Ordinal);

    public bool Creates => Body?.EndsWith("Creation", StringComparison.Ordinal) == true;
}
