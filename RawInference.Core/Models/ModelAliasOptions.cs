using System.Text.Json;

namespace RawInference.Core.Models;

/// <summary>A configured alias: <c>RawInference:Models:{alias}</c>.</summary>
public sealed class ModelAliasOptions
{
    /// <summary>Slugs <c>provider/model</c>, tried in this order.</summary>
    public List<string> Targets { get; } = [];

    /// <summary>The operation; null lets the first target's card and the inputs decide.</summary>
    public string? Task { get; set; }

    /// <summary>Default parameters, beneath the caller's own; an object.</summary>
    public JsonElement? Parameters { get; set; }

    /// <summary>How its calls use the response cache, where they do not say; null for the gateway's setting.</summary>
    public CacheOptions? Cache { get; set; }
}
