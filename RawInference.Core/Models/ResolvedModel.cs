using System.Text.Json;

namespace RawInference.Core.Models;

/// <summary>What a selector and a request's shape mean.</summary>
/// <param name="Operation">One of <see cref="Operations"/>.</param>
/// <param name="Targets">In the order in which they are tried; at least one.</param>
/// <param name="DefaultParameters">The alias's parameters; an object, or null.</param>
/// <param name="Cache">How the alias uses the response cache; null where it does not say.</param>
public sealed record ResolvedModel(string Operation, IReadOnlyList<ModelTarget> Targets, JsonElement? DefaultParameters, CacheOptions? Cache = null);
