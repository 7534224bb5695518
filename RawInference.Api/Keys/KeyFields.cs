using RawInference.Api.Admin;
using RawInference.Core.Identity;
using RawInference.State.Registry;

namespace RawInference.Api.Keys;

/// <summary>What a body says about a key.</summary>
internal static class KeyFields
{
    private const int MaxName = 100;
    private const int MaxDescription = 1_000;

    public static readonly string[] Names =
    [
        "name", "description", "organization", "namespaces", "default_namespace", "permissions", "providers", "models", "operations",
        LimitFields.Limits, LimitFields.Budget, "expires_at",
    ];

    /// <param name="fields">The body's.</param>
    /// <param name="isNew">A new key needs a name.</param>
    public static EntryEdit<ApiKey> Read(AdminFields fields, bool isNew)
    {
        if (isNew)
        {
            fields.Require("name");
        }

        var limits = LimitFields.Read(fields);
        return new FieldEdits<ApiKey>(fields)
            .OnNeeded("name", value => value.Words(MaxName), (key, name) => key with { Name = name })
            .On("description", value => value.Words(MaxDescription), (key, text) => key with { Description = text })
            .OnNeeded("organization", value => value.Name(), (key, id) => key with { Organization = id })
            .On("namespaces", AdminValues.Names, (key, names) => Restrict(key, names, isNew))
            .On("default_namespace", value => value.Name(), (key, name) => key with { DefaultNamespace = name })
            .On("permissions", AdminValues.NameSet, (key, words) => key with { Permissions = words ?? Permissions.Default })
            .On("providers", AdminValues.NameSet, (key, names) => key with { Grant = key.Grant with { Providers = names } })
            .On("models", AdminValues.NameSet, (key, names) => key with { Grant = key.Grant with { Models = names } })
            .On("operations", AdminValues.NameSet, (key, words) => key with { Grant = key.Grant with { Operations = words } })
            .On("expires_at", AdminValues.Moment, (key, moment) => key with { ExpiresAt = moment })
            .Add(key => key with { Limits = limits(key.Limits) })
            .Edit;
    }

    /// <summary>The default namespace of a new key is one that it may use: of those that it is restricted to, none is chosen for it.</summary>
    private static ApiKey Restrict(ApiKey key, IReadOnlyList<string>? names, bool isNew) =>
        key with { Namespaces = names, DefaultNamespace = isNew && names is not null ? null : key.DefaultNamespace };
}
