namespace RawInference.Architecture.Tests.Sources;

/// <summary>A rule that looks at nothing passes: these show that there is something to look at.</summary>
public class RepositoryTests
{
    [Fact]
    public void EveryProductProject_IsScanned()
    {
        string[] projects = ["Api", "Client", "Connectors", "Core", "Emulator", "ServiceDefaults", "SkPlugin", "State"];

        Assert.Superset(
            projects.Select(name => $"RawInference.{name}").ToHashSet(),
            Repository.Projects.Where(project => project.IsProduct).Select(project => project.Name).ToHashSet());
        Assert.Superset(
            new HashSet<string> { "RawInference.Api", "RawInference.Client", "RawInference.Core", "RawInference.Emulator" },
            Repository.Product.Select(source => source.Project).ToHashSet());
        Assert.InRange(Repository.Product.Count, 80, 5_000);
    }

    [Fact]
    public void WhatIsBuilt_IsNotScanned() => Assert.DoesNotContain(
        Repository.Sources,
        source => source.Path.Split('/').Any(part => part is "artifacts" or "obj" or "bin"));

    [Fact]
    public void SourceFile_KnowsItsPlaceNamespaceAndTypes()
    {
        var source = new SourceFile("RawInference.Core/Pipeline/Media/Thing.Part.cs", """
            using System;

            namespace RawInference.Core.Pipeline.Media;

            /// <summary>A class of its own.</summary>
            [Obsolete("class Fake")]
            internal sealed partial class Thing<T>(Func<T> make)
                where T : class
            {
                private class Inner;
            }

            public delegate System.Collections.Generic.List<int> Maker(string text);
            public readonly record struct Pair(int A);
            public enum Colour { Red }

            """);

        Assert.Equal(("RawInference.Core", "Thing", "RawInference.Core.Pipeline.Media"), (source.Project, source.Name, source.Namespace));
        Assert.Equal(["Pipeline", "Media"], source.Folders);
        Assert.Equal(["Thing", "Maker", "Pair", "Colour"], source.TopLevelTypes);
        Assert.Equal(15, source.Lines);
    }
}
