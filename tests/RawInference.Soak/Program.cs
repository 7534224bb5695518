using RawInference.Soak;

if (!SoakOptions.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(ScenarioList.Usage);
    return 2;
}

if (options.Name is null)
{
    Console.WriteLine(ScenarioList.Usage);
    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // What was started is stopped on the way out.
    pressed.Cancel = true;
    stop.Cancel();
};
return await ScenarioList.RunAsync(options, stop.Token) ? 0 : 1;
