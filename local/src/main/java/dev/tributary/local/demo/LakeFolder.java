package dev.tributary.local.demo;

/** Where a system's lines are in the end: all objects of a bucket whose keys begin with the prefix. */
record LakeFolder(String bucket, String prefix) {}
