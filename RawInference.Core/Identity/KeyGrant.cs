using RawInference.Core.Models;

namespace RawInference.Core.Identity;

/// <summary>What a key may use. Null means everything.</summary>
public sealed record KeyGrant
{
    public static KeyGrant Everything { get; } = new();

    public IReadOnlySet<string>? Providers { get; init; }

    /// <summary>Slugs <c>provider/model</c> and aliases.</summary>
    public IReadOnlySet<string>? Models { get; init; }

    public IReadOnlySet<string>? Operations { get; init; }

    public bool AllowsOperation(string operation) => Operations?.Contains(operation) != false;

    /// <summary>A model is allowed by its slug, or all targets of an alias by the alias.</summary>
    public bool Allows(string? alias, ModelTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Providers?.Contains(target.Account.Name) != false
            && (Models is null || Models.Contains(target.ToString()) || (alias is not null && Models.Contains(alias)));
    }

    /// <summary>Whether there is anything that the key may ask the model; true where nobody knows what the model does.</summary>
    public bool Shows(string? alias, ModelTarget target) =>
        Allows(alias, target) && target.Card?.Operations.Any(AllowsOperation) != false;
}
