namespace RawInference.Soak.Scenarios;

/// <summary>One promise that needs repetitions, minutes or several processes.</summary>
internal interface IScenario
{
    string Name { get; }

    string Summary { get; }

    Task RunAsync(SoakOptions options, Report report, CancellationToken cancellationToken);
}
