namespace RawInference.Contract;

/// <summary>How the REST contract names a model: provider and model, a slug, an alias, or a feature URI.</summary>
internal static class SelectorContract
{
    private const string Cure = "name a model with 'provider' and 'model', with the slug 'provider/model', or with 'inference_name'.";

    /// <summary>Null when it is missing or wrong; the mistakes are collected.</summary>
    public static ModelSelector? Read(ContractValue root)
    {
        var provider = root.Member("provider")?.Name();
        var model = root.Member("model")?.Name();
        var name = root.Member("inference_name")?.Name();
        var feature = root.Member("feature_uri")?.Name();
        if (root.Reading.Problems.Any(problem => problem.Path is "provider" or "model" or "inference_name" or "feature_uri"))
        {
            return null;
        }

        var ways = new[] { provider is not null || model is not null, name is not null, feature is not null }.Count(there => there);
        if (ways > 1)
        {
            root.Reading.Refuse("model", $"is named in more than one way; {Cure}");
            return null;
        }

        return name is not null ? ModelSelector.OfAlias(name)
            : feature is not null ? OfFeature(root, feature)
            : OfModel(root, provider, model);
    }

    private static ModelSelector? OfFeature(ContractValue root, string feature)
    {
        if (FeatureUri.ToAlias(feature) is { } alias)
        {
            return ModelSelector.OfAlias(alias);
        }

        root.Reading.Refuse("feature_uri", $"must be written as '{FeatureUri.Form}'.");
        return null;
    }

    private static ModelSelector? OfModel(ContractValue root, string? provider, string? model)
    {
        switch (provider, model)
        {
            case ({ }, { }):
                return ModelSelector.Of(provider, model);
            case (null, { }) when model.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && slash < model.Length - 1:
                return ModelSelector.Parse(model);
            case (null, { }):
                root.Reading.Refuse("provider", $"is missing; {Cure}");
                return null;
            default:
                root.Reading.Refuse("model", $"is missing; {Cure}");
                return null;
        }
    }
}
