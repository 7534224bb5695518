namespace RawInference;

/// <summary>Which model is meant: a provider with its model, or an alias. Exactly one of the two ways is set.</summary>
public sealed record ModelSelector
{
    private ModelSelector()
    {
    }

    public string? Provider { get; private init; }

    public string? Model { get; private init; }

    /// <summary>A configured alias: targets, default parameters, fallbacks.</summary>
    public string? Alias { get; private init; }

    /// <summary>A model of a configured provider.</summary>
    public static ModelSelector Of(string provider, string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentException.ThrowIfNullOrEmpty(model);
        return new ModelSelector { Provider = provider, Model = model };
    }

    /// <summary>An alias of the gateway's configuration.</summary>
    public static ModelSelector OfAlias(string alias)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        return new ModelSelector { Alias = alias };
    }

    /// <summary><c>provider/model</c> (the model may itself contain slashes), or an alias where there is no slash.</summary>
    public static ModelSelector Parse(string slug)
    {
        ArgumentException.ThrowIfNullOrEmpty(slug);
        var slash = slug.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < slug.Length - 1 ? Of(slug[..slash], slug[(slash + 1)..]) : OfAlias(slug);
    }

    public override string ToString() => Alias ?? $"{Provider}/{Model}";
}
