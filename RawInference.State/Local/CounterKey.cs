using RawInference.Core.Limits;

namespace RawInference.State.Local;

/// <summary>What a counter belongs to within its organization: a dimension whatever its limit is at the moment.</summary>
internal readonly record struct CounterKey(LimitScope Scope, string ScopeId, string? Model, LimitKind Kind)
{
    public static CounterKey Of(LimitDimension dimension) => new(dimension.Scope, dimension.ScopeId, dimension.Model, dimension.Kind);
}
