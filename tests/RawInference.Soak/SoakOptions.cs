using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RawInference.Soak.Processes;

namespace RawInference.Soak;

/// <summary>What the command line asks for; null where it leaves it to the scenario.</summary>
internal sealed record SoakOptions
{
    /// <summary>The scenario, or <c>all</c>; null to list them.</summary>
    public string? Name { get; init; }

    /// <summary>Of one outage or of one load.</summary>
    public TimeSpan? Duration { get; init; }

    public int? Rounds { get; init; }

    public int? Records { get; init; }

    /// <summary>Only on this store.</summary>
    public StoreKind? Store { get; init; }

    /// <summary>Only this part of the scenario.</summary>
    public string? Only { get; init; }

    public bool Runs(StoreKind store) => Store is null || Store == store;

    public bool Runs(string part) => Only is null || Only == part;

    public static bool TryParse(string[] arguments, out SoakOptions options, [NotNullWhen(false)] out string? problem)
    {
        options = new SoakOptions();
        problem = null;
        for (var index = 0; index < arguments.Length && problem is null; index++)
        {
            var argument = arguments[index];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                problem = options.Name is null && ScenarioList.Knows(argument) ? null : $"There is no scenario '{argument}'.";
                options = options with { Name = argument };
            }
            else
            {
                options = options.With(argument, index + 1 < arguments.Length ? arguments[++index] : "", out problem);
            }
        }

        return problem is null;
    }

    private SoakOptions With(string name, string value, out string? problem)
    {
        var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : (int?)null;
        var store = Enum.TryParse<StoreKind>(value, ignoreCase: true, out var kind) ? kind : (StoreKind?)null;
        SoakOptions? options = (name, number, store) switch
        {
            ("--duration", { } seconds, _) => this with { Duration = TimeSpan.FromSeconds(seconds) },
            ("--rounds", { } rounds, _) => this with { Rounds = rounds },
            ("--records", { } records, _) => this with { Records = records },
            ("--store", null, { } only) => this with { Store = only },
            ("--only", _, _) => this with { Only = value },
            _ => null,
        };
        problem = options is null ? $"'{name} {value}' is not an option." : null;
        return options ?? this;
    }
}
