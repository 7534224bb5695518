namespace RawInference.Soak.Calls;

/// <summary>One limit of a key, as <c>GET /v1/keys/{id}</c> tells it.</summary>
internal sealed record Balance(string Limit, decimal Max, decimal Used, decimal Reserved, decimal Remaining)
{
    public bool IsConserved => Max == Used + Reserved + Remaining;

    public override string ToString() => $"{Limit}: {Max} = {Used} used + {Reserved} reserved + {Remaining} remaining";
}
